import { send } from '../../../core/api.js';
import { html, useState } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';
import { ActionButton } from '../../../ui/ActionButton.js';
import { Code } from '../../../ui/Code.js';
import { Dialog } from '../../../ui/Dialog.js';
import { Loaded } from '../../../ui/Loaded.js';
import { ActionState, Risk } from '../../actions/parts/ActionState.js';
import { ApproveForm } from '../../actions/parts/ApproveDialog.js';
import { Refusals } from '../../actions/parts/GuardVerdicts.js';
import { PlanView } from '../../actions/parts/PlanView.js';
import { ReasonField } from '../../actions/parts/ReasonField.js';
import { stateOf } from '../../actions/parts/words.js';

/**
 * First the wish, which changes nothing; then exactly what would change, to be approved.
 *
 * @param {{incident: object, mitigation: object, open: boolean, onClose: Function, onDone: Function}} properties
 */
export const RunDialog = ({ mitigation, open, onClose, ...form }) => html`
  <${Dialog} wide title=${`Run: ${mitigation.summary}`} open=${open} onClose=${onClose}><${Steps} mitigation=${mitigation} onClose=${onClose} ...${form} /><//>`;

function Steps({ incident, mitigation, onClose, onDone }) {
  const [wanted, setWanted] = useState(null);
  return wanted
    ? html`<${Wanted} id=${wanted} onClose=${onClose} onDone=${onDone} />`
    : html`<${Wish} incident=${incident} mitigation=${mitigation} onClose=${onClose} onWanted=${setWanted} />`;
}

function Wish({ incident, mitigation, onClose, onWanted }) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const press = async (key) => {
    if (!reason.trim()) {
      setMissing(true);
      throw new Error('It needs a reason.');
    }
    const { action, target } = mitigation;
    const { data } = await send('POST', `incidents/${incident.id}/actions`, { action, target: { kind: target.kind, namespace: target.namespace, name: target.name }, reason: reason.trim() }, { key });
    onWanted(data.action.id);
  };
  return html`
    <div class="stack">
      <p class="row"><${Risk} risk=${mitigation.risk} /><span>${mitigation.because}</span></p>
      <${Code} text=${mitigation.command} />
      <p>The service plans it first: it looks at the target, and policy and guards judge it. Then exactly what changes stands here, to be approved. Nothing is changed before that.</p>
      <${ReasonField} label="Why" value=${reason} onChange=${setReason} missing=${missing} />
      <div class="buttons"><${ActionButton} tone="primary" icon="play" onPress=${press}>Plan it<//><button type="button" onClick=${onClose}>Leave it</button></div>
    </div>`;
}

function Wanted({ id, onClose, onDone }) {
  const document = useDocument(`actions/${id}`, [`action:${id}`, 'actions']);
  return html`
    <${Loaded} of=${document} what="The action">${(action) => (action.state === 'waiting' && action.plan
      ? html`<${ApproveForm} now=${action} onClose=${onClose} onDone=${onDone} />`
      : html`
        <div class="stack">
          <p role="status"><${ActionState} state=${action.state} /> <span>${stateOf(action.state)[2]}</span></p>
          ${action.refusals.length > 0 && html`<${Refusals} refusals=${action.refusals} />`}
          ${action.plan && html`<${PlanView} action=${action} />`}
          <div class="buttons"><button type="button" onClick=${() => { onClose(); onDone(); }}>Close</button></div>
        </div>`)}
    <//>`;
}
