import { html, useState } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';
import { Time } from '../../../core/time.js';
import { ActionButton } from '../../../ui/ActionButton.js';
import { Dialog } from '../../../ui/Dialog.js';
import { Field } from '../../../ui/Field.js';
import { Loaded } from '../../../ui/Loaded.js';
import { command } from './command.js';
import { incidentState } from './states.js';

const WORDS = {
  merge: { title: 'Merge into another', lead: 'This one ends, and the other goes on in its place. Only those of the same gateway that are not over.', send: 'Merge into it', done: 'Merged', none: 'No other incident of this gateway is open, so there is none to merge into.' },
  link: { title: 'Link another', lead: 'Notes in the timeline that the other has to do with it. Nothing else changes.', send: 'Link it', done: 'Linked', none: 'There is no other incident yet.' },
};

/**
 * Picks another incident, to merge into it or to link it.
 *
 * @param {{incident: object, path: 'merge'|'link', open: boolean, onClose: Function, onDone: Function}} properties
 */
export const OtherDialog = ({ path, open, onClose, ...form }) => html`<${Dialog} title=${WORDS[path].title} open=${open} onClose=${onClose}><${Form} path=${path} ...${form} onClose=${onClose} /><//>`;

function Form({ incident, path, onClose, onDone }) {
  const { lead, send, done, none } = WORDS[path];
  const document = useDocument(path === 'merge' ? `incidents?state=unresolved&gateway=${encodeURIComponent(incident.gateway)}&limit=50` : 'incidents?limit=50', ['incidents']);
  const [other, setOther] = useState('');
  const [reason, setReason] = useState('');
  const any = document.data?.incidents.some(({ id }) => id !== incident.id);
  const press = async (key) => {
    if (!other) {
      throw new Error('Pick one of them first.');
    }
    await command(incident.id, path, { [path === 'merge' ? 'into' : 'incident']: other, ...(reason.trim() ? { reason: reason.trim() } : {}) }, key);
    onClose();
    await onDone();
  };
  return html`
    <div class="stack">
      <p>${lead}</p>
      <${Loaded} of=${document} what="The list">${({ incidents }) => {
        const others = incidents.filter(({ id }) => id !== incident.id);
        return others.length === 0 ? html`<p class="muted">${none}</p>` : html`
          <fieldset><legend>Which</legend>
            <div class="picks">${others.map((it) => html`
              <label key=${it.id} class="pick"><input type="radio" name=${path} value=${it.id} checked=${other === it.id} onChange=${() => setOther(it.id)} />
                <span>${it.title} <span class="muted">· ${incidentState(it.state)[1]}, <${Time} at=${it.openedAt} /></span></span></label>`)}</div>
          </fieldset>
          <${Field} label="Why (may be left out)">${(properties) => html`<input ...${properties} value=${reason} maxlength="1000" onInput=${(event) => setReason(event.target.value)} autocomplete="off" />`}<//>`;
      }}<//>
      <div class="buttons">${any && html`<${ActionButton} tone="primary" onPress=${press} done=${done}>${send}<//>`}<button type="button" onClick=${onClose}>Leave it</button></div>
    </div>`;
}
