import { send } from '../../core/api.js';
import { words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { href } from '../../core/place.js';
import { Time } from '../../core/time.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Dialog } from '../../ui/Dialog.js';
import { Loaded } from '../../ui/Loaded.js';
import { Delivery, meaningOf } from './Delivery.js';

/**
 * One message with what became of it.
 *
 * @param {{id: string|null, onClose: Function, onRetried: Function}} properties id is null while none is looked at
 */
export const Message = ({ id, onClose, onRetried }) => html`
  <${Dialog} title=${`Message ${id}`} open=${id !== null && id !== ''} onClose=${onClose}><${Body} id=${id} onRetried=${onRetried} onClose=${onClose} /><//>`;

function Body({ id, onRetried, onClose }) {
  const document = useDocument(`notifications/${encodeURIComponent(id)}`, ['notifications']);
  const retry = async (key) => {
    const { data } = await send('POST', `notifications/${id}/retry`, undefined, { key });
    await Promise.all([document.reload(), onRetried()]);
    if (!data.applied) {
      throw new Error(data.why ?? 'It is not tried again.');
    }
  };
  return html`
    <${Loaded} of=${document} what="This message">${(it) => html`
      <div class="stack">
        <p class="row"><${Delivery} message=${it} /> <span>${meaningOf(it.state)}</span></p>
        <p class="quoted">${it.text}</p>
        <dl class="facts">
          <dt>Channel</dt><dd>${it.channel}</dd>
          <dt>Occasion</dt><dd>${words(it.occasion)}</dd>
          ${it.incident && html`<dt>Incident</dt><dd><a href=${href(`incidents/${it.incident}`)}>${it.incident}</a></dd>`}
          <dt>Written</dt><dd><${Time} at=${it.createdAt} /></dd>
          <dt>Tries so far</dt><dd>${it.attempts}</dd>
          ${it.nextAttemptAt && html`<dt>Next try</dt><dd><${Time} at=${it.nextAttemptAt} /></dd>`}
          ${it.endedAt && html`<dt>Ended</dt><dd><${Time} at=${it.endedAt} /></dd>`}
          ${it.reason && html`<dt>Last try</dt><dd>${it.reason}</dd>`}
          <dt>Its name for the other side</dt><dd><code>${it.message}</code></dd>
        </dl>
        <div class="buttons">
          ${['refused', 'parked'].includes(it.state) && html`<${ActionButton} tone="primary" onPress=${retry} done="It is tried again">Try it again<//>`}
          <button type="button" onClick=${onClose}>Done</button>
        </div>
      </div>`}
    <//>`;
}
