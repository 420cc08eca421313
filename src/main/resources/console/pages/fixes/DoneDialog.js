import { send } from '../../core/api.js';
import { subject } from '../../core/format.js';
import { html, useState } from '../../core/html.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';

/**
 * Marks a fix as done; a note goes into the timeline of the incident at which it was recommended last.
 *
 * @param {{fix: object|null, onClose: Function, onDone: Function}} properties fix is null while nothing is asked
 */
export const DoneDialog = ({ fix, onClose, onDone }) => html`
  <${Dialog} title="Mark as done" open=${fix !== null} onClose=${onClose}><${Form} fix=${fix} onClose=${onClose} onDone=${onDone} /><//>`;

function Form({ fix, onClose, onDone }) {
  const [note, setNote] = useState('');
  const press = async (key) => {
    const said = note.trim();
    if (said) {
      await send('POST', `incidents/${fix.incident}/comment`, { text: `Long-term fix done: ${fix.title} (${subject(fix.subject)}): ${said}` }, { key: `${key}-note` });
    }
    await send('POST', `fixes/${fix.id}/done`, undefined, { key });
    onClose();
    await onDone();
  };
  return html`
    <div class="stack">
      <p><b>${fix.title}</b> · ${subject(fix.subject)}</p>
      <p>${fix.detail}</p>
      <p class="muted">When it is recommended again after that, it did not help or was undone, and it stands among the open ones again.</p>
      <${Field} label="Note (may be left out)" hint="It goes into the timeline of the incident at which this was recommended last.">
        ${(it) => html`<input ...${it} value=${note} maxlength="2000" onInput=${(event) => setNote(event.target.value)} autocomplete="off" />`}
      <//>
      <div class="buttons"><${ActionButton} tone="primary" icon="good" onPress=${press} done="Marked as done">Mark as done<//><button type="button" onClick=${onClose}>Leave it</button></div>
    </div>`;
}
