import { html } from '../../../core/html.js';
import { ReasonDialog } from './ReasonDialog.js';
import { actionTitle } from './words.js';

/**
 * Says no, as long as nothing is begun.
 *
 * @param {{action: object, over: boolean, open: boolean, onClose: Function, onDone?: (action: object) => any}} properties
 */
export const RejectDialog = ({ action, over, open, onClose, onDone }) => html`
  <${ReasonDialog} title=${`Reject: ${actionTitle(action)}`} over=${over} open=${open} onClose=${onClose} onDone=${onDone} path=${`actions/${action.id}/reject`}
      choices=${[{ name: 'Reject', tone: 'danger', icon: 'close', done: 'Rejected' }]}>
    <p>It will not be done. Nothing at the target is changed; the incident stays open, and others can still ask for the same.</p>
  <//>`;
