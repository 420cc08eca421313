import { html, useState } from '../../../core/html.js';
import { Icon } from '../../../ui/Icon.js';
import { useFocusBack } from '../../../ui/useFocusBack.js';
import { ApproveDialog } from './ApproveDialog.js';
import { ConcludeDialog } from './ConcludeDialog.js';
import { OpenedAction } from './OpenedAction.js';
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
 * The buttons that the state allows, each with a dialog that says what it means. A dialog stays with
 * the action that stood here when it was opened, whatever comes to stand here under it.
 *
 * @param {{action: object, onDone?: (action: object) => any, onOpen?: (open: boolean) => void}} properties
 *     onDone is called once the service has done it, onOpen when a dialog opens or closes
 */
export function ActionButtons({ action, onDone, onOpen }) {
  const [opened, setOpened] = useState(null);
  const open = opened?.open ?? false;
  const focus = useFocusBack(open);
  const names = allowed(action);
  const show = (name) => (event) => {
    focus.from(event.currentTarget);
    setOpened({ name, action, open: true });
    onOpen?.(true);
  };
  const close = () => {
    setOpened((before) => ({ ...before, open: false }));
    onOpen?.(false);
  };
  const done = (it) => {
    focus.acted();
    return onDone?.(it);
  };
  if (names.length === 0 && !opened) {
    return null;
  }
  return html`
    <div class="buttons">
      ${names.map((name) => {
        const { word, tone, icon } = BUTTONS[name];
        return html`<button key=${name} type="button" class=${tone} aria-haspopup="dialog" aria-label=${`${word.replace('…', '')}: ${actionTitle(action)}`} onClick=${show(name)}>${icon && html`<${Icon} name=${icon} />`}<span>${word}</span></button>`;
      })}
      ${opened && html`<${OpenedAction} key=${`${opened.name} ${opened.action.id}`} opened=${opened.action} current=${action} open=${open}>
        ${(now) => html`<${BUTTONS[opened.name].dialog} action=${now} over=${!allowed(now).includes(opened.name)} open=${open} onClose=${close} onDone=${done} />`}
      <//>`}
    </div>`;
}
