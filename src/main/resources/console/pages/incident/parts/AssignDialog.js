import { personName } from '../../../core/format.js';
import { html, useState } from '../../../core/html.js';
import { session } from '../../../core/session.js';
import { useSignal } from '../../../core/signal.js';
import { ActionButton } from '../../../ui/ActionButton.js';
import { Dialog } from '../../../ui/Dialog.js';
import { Field } from '../../../ui/Field.js';
import { command } from './command.js';

/**
 * Gives an incident to somebody, or to nobody.
 *
 * @param {{incident: object, open: boolean, onClose: Function, onDone: Function}} properties
 */
export const AssignDialog = ({ open, onClose, ...form }) => html`<${Dialog} title="Assign" open=${open} onClose=${onClose}><${Form} ...${form} onClose=${onClose} /><//>`;

function Form({ incident, onClose, onDone }) {
  const me = personName(useSignal(session)?.actor);
  const [name, setName] = useState(incident.assignee ?? '');
  const [missing, setMissing] = useState(false);
  const give = (assignee) => async (key) => {
    if (assignee === '') {
      setMissing(true);
      throw new Error('It needs a name.');
    }
    await command(incident.id, 'assign', { assignee }, key);
    onClose();
    await onDone();
  };
  return html`
    <div class="stack">
      <${Field} label="Name" hint=${me && name !== me ? html`<button type="button" class="link" onClick=${() => setName(me)}>Take ${me}, which is you</button>` : undefined} problem=${missing && !name.trim() ? 'Who shall have it?' : undefined}>
        ${(it) => html`<input ...${it} value=${name} maxlength="200" onInput=${(event) => setName(event.target.value)} autocomplete="off" />`}
      <//>
      <div class="buttons">
        <${ActionButton} tone="primary" onPress=${give(name.trim())} done="Assigned">Assign<//>
        ${incident.assignee && html`<${ActionButton} onPress=${give(null)} done="Nobody has it now">Take it from ${personName(incident.assignee)}<//>`}
        <button type="button" onClick=${onClose}>Leave it</button>
      </div>
    </div>`;
}
