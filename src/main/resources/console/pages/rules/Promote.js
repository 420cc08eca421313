import { send } from '../../core/api.js';
import { count } from '../../core/format.js';
import { html, useState } from '../../core/html.js';
import { navigate } from '../../core/router.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { State } from '../../ui/State.js';
import { Steps } from './Steps.js';

const PATIENCE_MILLIS = 600_000;

/**
 * Puts the candidate in force that was looked at, not one that has taken its place since.
 *
 * @param {{shadow: object|null, reload: Function, onClose: Function}} properties shadow as it was when
 *     this was opened, whatever has become of it; null while it is closed
 */
export const Promote = ({ shadow, reload, onClose }) => html`
  <${Dialog} wide title="Promote the candidate" open=${shadow !== null} onClose=${onClose}>
    ${shadow && html`<${Form} shadow=${shadow} reload=${reload} close=${onClose} />`}
  <//>`;

function Form({ shadow: { candidate, evaluated, different }, reload, close }) {
  const [message, setMessage] = useState('');
  const [refused, setRefused] = useState(null);
  const press = async (key) => {
    setRefused(null);
    try {
      await send('POST', `rules/shadow/promote?message=${encodeURIComponent(message.trim())}`, undefined, { key, ifMatch: `"${candidate}"`, patience: PATIENCE_MILLIS });
    } catch (problem) {
      if (problem.code === 'no-shadow') {
        throw new Error(`The candidate ${candidate.slice(0, 10)} does not run any more. Your press put nothing in force; it may have been promoted already: see History.`);
      }
      if (problem.code === 'another-candidate') {
        throw new Error(`Another candidate runs by now in the place of ${candidate.slice(0, 10)}. Your press put nothing in force; close this and look at what it found.`);
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
      <p>All checks are made once more; then the candidate is in force, on every replica. When you opened this, <code title=${candidate}>${candidate.slice(0, 10)}</code> had answered ${count(evaluated)} snapshots, ${count(different)} of them otherwise.</p>
      <${Field} label="What it is for">${(it) => html`<input ...${it} value=${message} maxlength="1000" autocomplete="off" onInput=${(event) => setMessage(event.target.value)} />`}<//>
      ${refused && html`<div class="stack" role="alert"><p><${State} tone="critical">Refused<//> What was in force still is.</p><${Steps} checks=${refused.body.checks} /></div>`}
      <div class="buttons"><${ActionButton} tone="primary" disabled=${!message.trim()} onPress=${press} done="The candidate is in force">Promote it<//><button type="button" onClick=${close}>Not yet</button></div>
    </div>`;
}
