import { personName } from '../../../core/format.js';
import { html, useState } from '../../../core/html.js';
import { session } from '../../../core/session.js';
import { useSignal } from '../../../core/signal.js';
import { Countdown } from '../../../core/time.js';
import { ActionButton } from '../../../ui/ActionButton.js';
import { Dialog } from '../../../ui/Dialog.js';
import { Icon } from '../../../ui/Icon.js';
import { Risk } from './ActionState.js';
import { command } from './command.js';
import { PlanView } from './PlanView.js';
import { ReasonField } from './ReasonField.js';
import { actionTitle } from './words.js';

/**
 * Shows exactly what changes and lets it be done: the plan that stood here when it was opened, named
 * by its hash, and no other.
 *
 * @param {{action: object, open: boolean, onClose: Function, onDone?: (action: object) => any}} properties
 */
export const ApproveDialog = ({ action, open, onClose, onDone }) => html`
  <${Dialog} wide title=${`Approve: ${actionTitle(action)}`} open=${open} onClose=${onClose}><${ApproveForm} now=${action} onClose=${onClose} onDone=${onDone} /><//>`;

/**
 * The plan as it stood when this was shown, and the button that approves it.
 *
 * @param {{now: object, onClose: Function, onDone?: (action: object) => any}} properties now: the action as it is by now
 */
export function ApproveForm({ now, onClose, onDone }) {
  const [seen, setSeen] = useState(now);
  const [reason, setReason] = useState('');
  const changed = now.plan?.hash !== seen.plan?.hash;
  const waits = now.state === 'waiting';
  const press = async (key) => {
    const action = await command(`actions/${seen.id}/approve`, { plan: seen.plan.hash, reason }, key, onDone);
    onClose();
    await onDone?.(action);
  };
  return html`
    <div class="stack">
      <p class="row"><${Risk} risk=${seen.risk} /><span>${seen.because}</span></p>
      <${PlanView} action=${seen} />
      <${TwoPeople} action=${seen} />
      ${waits && now.expiresAt && html`<p class="muted">Guards are asked once more right before it is done. Time left to approve: <${Countdown} to=${now.expiresAt} over="none" /></p>`}
      ${changed && html`<p class="stale" role="alert">The target has changed, and so has the plan: the one above is not valid any more. <button type="button" class="small" onClick=${() => setSeen(now)}>Show the new plan</button></p>`}
      ${!waits && html`<p class="stale" role="alert">It does not wait for an approval any more.</p>`}
      <${ReasonField} label="Why (may be left out)" value=${reason} onChange=${setReason} />
      <div class="buttons">
        <${ActionButton} tone="primary" icon="good" disabled=${changed || !waits || !seen.plan} onPress=${press} done="Approved">Approve this plan<//>
        <button type="button" onClick=${onClose}>Leave it</button>
      </div>
    </div>`;
}

/** Who may approve, where the policy wants a second person. */
function TwoPeople({ action }) {
  const who = useSignal(session);
  if (!action.decision?.twoPeople) {
    return null;
  }
  const { by } = action.requested;
  return html`
    <p class="note-box"><${Icon} name="person" /><span>
      The policy wants two people. ${by === 'fivewhys' ? 'The service wants it, so one person is enough.' : `${personName(by)} wants it, so somebody else has to approve, with a token of their own.`}
      ${who?.actor === by ? html` <b>You are signed in as ${personName(by)}: your approval would be refused.</b>` : ''}
    </span></p>`;
}
