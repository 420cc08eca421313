import { send } from '../../core/api.js';
import { html, useState } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { Loaded } from '../../ui/Loaded.js';
import { State } from '../../ui/State.js';
import { Steps } from './Steps.js';
import { Unified } from './Unified.js';

const PATIENCE_MILLIS = 600_000;

/** Puts an older revision in force again, after a look at what that changes. */
export const RollBack = ({ to, active, onClose, onDone }) => html`
  <${Dialog} wide title=${to ? `Roll back to revision ${to.number}` : 'Roll back'} open=${to !== null} onClose=${onClose}>
    ${to && html`<${Form} to=${to} active=${active} onClose=${onClose} onDone=${onDone} />`}
  <//>`;

function Form({ to, active, onClose, onDone }) {
  const difference = useDocument(`rules/revisions/${active}/diff/${to.number}`);
  const [message, setMessage] = useState('');
  const [refused, setRefused] = useState(null);
  const press = async (key) => {
    setRefused(null);
    try {
      await send('POST', 'rules/rollback', { revision: String(to.number), message: message.trim() }, { key, patience: PATIENCE_MILLIS });
    } catch (problem) {
      if (!problem.body?.checks) {
        throw problem;
      }
      setRefused(problem);
      return false;
    }
    await onDone();
    onClose();
    return true;
  };
  return html`
    <div class="stack">
      <p>What revision ${to.number} held takes the place of revision ${active}, after all checks. It becomes a new revision; none is lost.</p>
      <${Loaded} of=${difference}>${(it) => html`<${Unified} difference=${it} label=${`From revision ${active} back to ${to.number}`} />`}<//>
      <${Field} label="Why">${(it) => html`<input ...${it} value=${message} maxlength="1000" autocomplete="off" onInput=${(event) => setMessage(event.target.value)} />`}<//>
      ${refused && html`<div class="stack" role="alert"><p><${State} tone="critical">Refused<//> What was in force still is.</p><${Steps} checks=${refused.body.checks} /></div>`}
      <div class="buttons"><${ActionButton} tone="primary" disabled=${!message.trim()} onPress=${press} done=${`Revision ${to.number} is in force again`}>Roll back to revision ${to.number}<//><button type="button" onClick=${onClose}>Leave it</button></div>
    </div>`;
}
