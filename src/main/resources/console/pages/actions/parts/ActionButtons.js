import { html, useState } from '../../../core/html.js';
import { Icon } from '../../../ui/Icon.js';
import { ApproveDialog } from './ApproveDialog.js';
import { ConcludeDialog } from './ConcludeDialog.js';
import { RejectDialog } from './RejectDialog.js';
import { TakeBackDialog } from './TakeBackDialog.js';
import { actionTitle } from './words.js';

const NOT_BEGUN = ['planned', 'refused', 'waiting', 'approved'];

/** What people may do with an action in its state: `approve`, `reject`, `conclude`, `take-back`. */
export function allowed(action) {
  return [
    action.state === 'waiting' && 'approve',
    NOT_BEGUN.includes(action.state) && 'reject',
    action.state === 'unknown' && 'conclude',
    ['verifying', 'done'].includes(action.state) && action.actedAt && action.plan?.inverse && 'take-back',
  ].filter(Boolean);
}

const BUTTONS = {
  approve: { word: 'Approve…', tone: 'primary', icon: 'good', dialog: ApproveDialog },
  reject: { word: 'Reject…', tone: '', icon: 'close', dialog: RejectDialog },
  conclude: { word: 'Say whether it was done…', tone: 'primary', dialog: ConcludeDialog },
  'take-back': { word: 'Take back…', tone: '', dialog: TakeBackDialog },
};

/**
 * The buttons that the state allows, each with a dialog that says what it means.
 *
 * @param {{action: object, onDone?: (action: object) => any}} properties onDone is called once the service has done it
 */
export function ActionButtons({ action, onDone }) {
  const [open, setOpen] = useState(null);
  const names = allowed(action);
  // A dialog stays while its action goes on under it, and says so itself.
  const shown = open && !names.includes(open) ? [...names, open] : names;
  if (shown.length === 0) {
    return null;
  }
  return html`
    <div class="buttons">
      ${shown.map((name) => {
        const { word, tone, icon, dialog } = BUTTONS[name];
        return html`
          <span key=${name}>
            ${names.includes(name) && html`<button type="button" class=${tone} aria-haspopup="dialog" aria-label=${`${word.replace('…', '')}: ${actionTitle(action)}`} onClick=${() => setOpen(name)}>${icon && html`<${Icon} name=${icon} />`}<span>${word}</span></button>`}
            <${dialog} action=${action} open=${open === name} onClose=${() => setOpen(null)} onDone=${onDone} />
          </span>`;
      })}
    </div>`;
}
