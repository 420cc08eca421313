import { send } from '../../core/api.js';
import { html, useState } from '../../core/html.js';
import { navigate } from '../../core/router.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { State } from '../../ui/State.js';
import { Steps } from './Steps.js';

const PATIENCE_MILLIS = 600_000;
const DURATIONS = [['PT1H', 'An hour'], ['PT24H', 'A day'], ['PT72H', 'Three days'], ['PT168H', 'A week']];

/** Lets the draft answer live snapshots beside the rules in force; nothing is done with its answers. */
export function StartShadow({ work }) {
  const [open, setOpen] = useState(false);
  return html`
    <button type="button" aria-haspopup="dialog" disabled=${!work.draft} onClick=${() => setOpen(true)}>Start shadow…</button>
    <${Dialog} wide title="Start a shadow" open=${open} onClose=${() => setOpen(false)}><${Form} work=${work} close=${() => setOpen(false)} /><//>`;
}

function Form({ work, close }) {
  const [duration, setDuration] = useState('PT24H');
  const [message, setMessage] = useState('');
  const [checks, setChecks] = useState(null);
  const press = async () => {
    setChecks(null);
    try {
      await send('PUT', `rules/shadow?message=${encodeURIComponent(message.trim())}`, { files: work.changes, duration }, { patience: PATIENCE_MILLIS });
      navigate('rules/shadow');
      return true;
    } catch (problem) {
      if (!problem.body?.checks) {
        throw problem;
      }
      setChecks({ problem });
      return false;
    }
  };
  return html`
    <div class="stack">
      <p>The draft answers every live snapshot beside the rules in force. The answers are compared and counted; nobody is notified and nothing is done by it. It takes the place of a shadow that runs already.</p>
      <${Field} label="For how long">
        ${(it) => html`<select ...${it} value=${duration} onChange=${(event) => setDuration(event.target.value)}>${DURATIONS.map(([value, word]) => html`<option key=${value} value=${value}>${word}</option>`)}</select>`}
      <//>
      <${Field} label="What it is for">${(it) => html`<input ...${it} value=${message} maxlength="1000" autocomplete="off" onInput=${(event) => setMessage(event.target.value)} />`}<//>
      ${checks && html`<div class="stack" role="alert"><p><${State} tone="critical">Refused<//> What was in force still is.</p><${Steps} checks=${checks.problem.body.checks} /></div>`}
      <div class="buttons"><${ActionButton} tone="primary" onPress=${press} done="The shadow runs">Start the shadow<//><button type="button" onClick=${close}>Leave it</button></div>
    </div>`;
}
