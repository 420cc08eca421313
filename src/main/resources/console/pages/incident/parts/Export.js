import { html, useState } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { BundleButton } from './BundleButton.js';
import { idOf } from './states.js';
import { ReportDialog } from './ReportDialog.js';

/**
 * What can be taken along: a draft of the post-mortem, all that the diagnosis rests on.
 *
 * @param {{incident: object}} properties
 */
export function Export({ incident }) {
  const [open, setOpen] = useState(false);
  const first = idOf(incident.diagnoses.first);
  const last = idOf(incident.diagnoses.last);
  return html`
    <div class="buttons">
      <button type="button" aria-haspopup="dialog" onClick=${() => setOpen(true)}>Post-mortem draft…</button>
      <${BundleButton} incident=${incident} />
    </div>
    <p class="hint">The bundle holds snapshot, rules and diagnosis: with it anybody comes to the same answer without this service.</p>
    <p>Diagnoses: <a href=${href(`diagnoses/${first}`)}>the one that opened it</a>${last !== first ? html`, <a href=${href(`diagnoses/${last}`)}>the latest</a>` : ''}. <a href=${href('notifications', { incident: incident.id })}>Who was told</a></p>
    <${ReportDialog} id=${incident.id} open=${open} onClose=${() => setOpen(false)} />`;
}
