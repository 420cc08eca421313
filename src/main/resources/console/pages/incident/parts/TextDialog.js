import { html, useState } from '../../../core/html.js';
import { useKept } from '../../../core/kept.js';
import { ActionButton } from '../../../ui/ActionButton.js';
import { Dialog } from '../../../ui/Dialog.js';
import { Field } from '../../../ui/Field.js';
import { command } from './command.js';

/**
 * Asks for a text and sends it. What was typed stays until it is sent.
 *
 * @param {{id: string, path: string, title: string, field: string, label: string, hint?: string, most: number, large?: boolean,
 *     send: string, done: string, open: boolean, onClose: Function, onDone: Function}} properties
 *     id of the incident; path of the command; field of the body; most characters
 */
export const TextDialog = ({ title, open, onClose, ...form }) => html`<${Dialog} title=${title} open=${open} onClose=${onClose}><${Form} ...${form} onClose=${onClose} /><//>`;

function Form({ id, path, field, label, hint, most, large, send, done, onClose, onDone }) {
  const [text, setText] = useKept(`${path}.${id}`, '');
  const [missing, setMissing] = useState(false);
  const press = async (key) => {
    if (!text.trim()) {
      setMissing(true);
      throw new Error('It needs a few words.');
    }
    await command(id, path, { [field]: text.trim() }, key);
    setText('');
    onClose();
    await onDone();
  };
  const control = (it) => (large
    ? html`<textarea ...${it} value=${text} maxlength=${most} onInput=${(event) => setText(event.target.value)}></textarea>`
    : html`<input ...${it} value=${text} maxlength=${most} onInput=${(event) => setText(event.target.value)} autocomplete="off" />`);
  return html`
    <div class="stack">
      <${Field} label=${label} hint=${hint} problem=${missing && !text.trim() ? 'Say it in a few words; it stands in the timeline.' : undefined}>${control}<//>
      <div class="buttons"><${ActionButton} tone="primary" onPress=${press} done=${done}>${send}<//><button type="button" onClick=${onClose}>Leave it</button></div>
    </div>`;
}
