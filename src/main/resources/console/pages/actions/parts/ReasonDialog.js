import { html, useState } from '../../../core/html.js';
import { ActionButton } from '../../../ui/ActionButton.js';
import { Dialog } from '../../../ui/Dialog.js';
import { command } from './command.js';
import { ReasonField } from './ReasonField.js';

/**
 * Asks for a reason, and has one of several things done with an action.
 *
 * @param {{title: string, over?: boolean, open: boolean, onClose: Function, onDone?: (action: object) => any, path: string, needed?: boolean, hint?: string,
 *     choices: Array<{name: string, body?: object, tone?: string, icon?: string, done: string}>, children: any}} properties
 *     path below api/v1; over: the action's state does not allow it any more; needed: without a reason nothing is sent
 */
export const ReasonDialog = ({ title, open, onClose, ...form }) => html`<${Dialog} title=${title} open=${open} onClose=${onClose}><${Form} ...${form} onClose=${onClose} /><//>`;

function Form({ path, over, needed, hint, choices, onClose, onDone, children }) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const press = (body) => async (key) => {
    if (needed && !reason.trim()) {
      setMissing(true);
      throw new Error('It needs a reason.');
    }
    const action = await command(path, { ...body, reason }, key, onDone);
    onClose();
    await onDone?.(action);
  };
  return html`
    <div class="stack">
      ${children}
      ${over && html`<p class="stale" role="alert">The action has gone on meanwhile; this cannot be done with it any more.</p>`}
      <${ReasonField} label=${needed ? 'Why' : 'Why (may be left out)'} hint=${hint} value=${reason} onChange=${setReason} missing=${missing} first />
      <div class="buttons">
        ${choices.map((choice) => html`<${ActionButton} key=${choice.name} tone=${choice.tone} icon=${choice.icon} disabled=${over} onPress=${press(choice.body)} done=${choice.done}>${choice.name}<//>`)}
        <button type="button" onClick=${onClose}>Leave it</button>
      </div>
    </div>`;
}
