import { html } from '../../../core/html.js';
import { Code } from '../../../ui/Code.js';
import { ReasonDialog } from './ReasonDialog.js';
import { actionTitle } from './words.js';

/**
 * Says of an action whose end is unknown whether it was done.
 *
 * @param {{action: object, over: boolean, open: boolean, onClose: Function, onDone?: (action: object) => any}} properties
 */
export const ConcludeDialog = ({ action, over, open, onClose, onDone }) => html`
  <${ReasonDialog} needed title=${`Was it done? ${actionTitle(action)}`} over=${over} open=${open} onClose=${onClose} onDone=${onDone} path=${`actions/${action.id}/conclude`}
      hint="What you saw, such as: the Deployment is at revision 41."
      choices=${[{ name: 'It was done', body: { done: true }, icon: 'good', done: 'Noted: it was done' }, { name: 'It was not done', body: { done: false }, icon: 'close', done: 'Noted: it was not done' }]}>
    <p>The service broke off in the middle and could not find out. Look at the target, then say what is so: where it was done, its effect is looked at; where not, it counts as failed.</p>
    <${Code} text=${action.plan?.command ?? action.command} />
  <//>`;
