import { html } from '../../../core/html.js';
import { ReasonDialog } from './ReasonDialog.js';
import { actionTitle, inverseWords } from './words.js';

/**
 * Wants taken back what was done: another action, planned and judged as any other.
 *
 * @param {{action: object, over: boolean, open: boolean, onClose: Function, onDone?: (action: object) => any}} properties onDone gets the new action
 */
export const TakeBackDialog = ({ action, over, open, onClose, onDone }) => html`
  <${ReasonDialog} needed title=${`Take back: ${actionTitle(action)}`} over=${over} open=${open} onClose=${onClose} onDone=${onDone} path=${`actions/${action.id}/take-back`}
      choices=${[{ name: 'Plan to take it back', tone: 'primary', done: 'It is planned to take it back' }]}>
    <p>This plans another action: ${inverseWords(action.plan?.inverse ?? '')}. Policy and guards judge it as any other; nothing is changed by this alone.</p>
  <//>`;
