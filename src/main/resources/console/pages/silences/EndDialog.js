import { send } from '../../core/api.js';
import { personName } from '../../core/format.js';
import { html } from '../../core/html.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { announce } from '../../ui/announce.js';
import { Dialog } from '../../ui/Dialog.js';
import { scope } from './columns.js';

/**
 * Ends a silence before its time.
 *
 * @param {{silence: object|null, onClose: Function, onDone: Function}} properties silence is null while nothing is asked
 */
export function EndDialog({ silence, onClose, onDone }) {
  const begun = silence?.state === 'active';
  const press = async (key) => {
    const { data } = await send('DELETE', `silences/${silence.id}`, undefined, { key });
    onClose();
    announce(data.detail);
    await onDone();
  };
  return html`
    <${Dialog} title=${begun ? 'End this silence now' : 'Cancel this silence'} open=${silence !== null} onClose=${onClose}>
      ${silence && html`
        <div class="stack">
          <p><b>${scope(silence)}</b></p>
          <p>${silence.reason} <span class="muted">(${personName(silence.author)})</span></p>
          <p>${begun ? 'From now on people are told again, escalation goes on, and what the policy allows is done again.' : 'It will not begin.'} It cannot be begun again, only made anew.</p>
          <div class="buttons"><${ActionButton} tone="danger" onPress=${press}>${begun ? 'End it now' : 'Cancel it'}<//><button type="button" onClick=${onClose}>Leave it</button></div>
        </div>`}
    <//>`;
}
