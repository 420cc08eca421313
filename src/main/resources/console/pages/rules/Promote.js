import { send } from '../../core/api.js';
import { html, useState } from '../../core/html.js';
import { navigate } from '../../core/router.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { State } from '../../ui/State.js';
import { Steps } from './Steps.js';

const PATIENCE_MILLIS = 600_000;

/** Puts the candidate in force that was looked at, not one that has taken its place since. */
export function Promote({ shadow, reload }) {
  const [open, setOpen] = useState(false);
  return html`
    <button type="button" class="primary" aria-haspopup="dialog" disabled=${shadow.state === 'failed'} onClick=${() => setOpen(true)}>Promote…</button>
    <${Dialog} wide title="Promote the candidate" open=${open} onClose=${() => setOpen(false)}><${Form} shadow=${shadow} reload=${reload} close=${() => setOpen(false)} /><//>`;
}

function Form({ shadow, reload, close }) {
  const [message, setMessage] = useState('');
  const [refused, setRefused] = useState(null);
  const [candidate] = useState(shadow.candidate);
  const press = async (key) => {
    setRefused(null);
    try {
      await send('POST', `rules/shadow/promote?message=${encodeURIComponent(message.trim())}`, undefined, { key, ifMatch: `"${candidate}"`, patience: PATIENCE_MILLIS });
    } catch (problem) {
      if (problem.code === 'no-shadow') {
        throw new Error(`The candidate ${candidate.slice(0, 10)} does not run any more. Nothing was put in force.`);
      }
      if (problem.code === 'another-candidate') {
        throw new Error(`Another candidate runs by now in the place of ${candidate.slice(0, 10)}. Nothing was put in force; close this and look at what it found.`);
      }
      if (!problem.body?.checks) {
        throw problem;
      }
      setRefused(problem);
      return false;
    }
    await reload();
    close();
    navigate('rules/history');
    return true;
  };
  return html`
    <div class="stack">
      <p>All checks are made once more; then the candidate is in force, on every replica. It answered ${shadow.evaluated} snapshots, ${shadow.different} of them otherwise.</p>
      <${Field} label="What it is for">${(it) => html`<input ...${it} value=${message} maxlength="1000" autocomplete="off" onInput=${(event) => setMessage(event.target.value)} />`}<//>
      ${refused && html`<div class="stack" role="alert"><p><${State} tone="critical">Refused<//> What was in force still is.</p><${Steps} checks=${refused.body.checks} /></div>`}
      <div class="buttons"><${ActionButton} tone="primary" disabled=${!message.trim()} onPress=${press} done="The candidate is in force">Promote it<//><button type="button" onClick=${close}>Not yet</button></div>
    </div>`;
}
