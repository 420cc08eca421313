import { html, useState } from '../core/html.js';
import { send } from '../core/api.js';
import { useDocument } from '../core/live.js';
import { Time } from '../core/time.js';
import { ActionButton } from '../ui/ActionButton.js';
import { Dialog } from '../ui/Dialog.js';
import { Field } from '../ui/Field.js';
import { Icon } from '../ui/Icon.js';

/** Stops all that the service does by itself, on every replica, and lets it go on again. */
export function StopSwitch() {
  const state = useDocument('mitigation/switch', ['switch']);
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState(false);
  const stopped = state.data?.stopped;
  const press = () => {
    setOpened(stopped === true);
    setOpen(true);
  };
  const word = state.data === undefined ? 'Stop…' : stopped ? 'Actions stopped' : 'Stop actions';
  return html`
    <button type="button" class=${stopped ? 'stop-switch stopped' : 'stop-switch'} aria-haspopup="dialog" onClick=${press}
        title=${stopped ? 'Nothing is begun until somebody lets it.' : 'Nothing is begun any more, on any replica.'}>
      <${Icon} name="stop" /><span>${word}</span>
    </button>
    <${Dialog} title=${opened ? 'Actions are stopped' : 'Stop all actions'} open=${open} onClose=${() => setOpen(false)}>
      <${Form} state=${state} close=${() => setOpen(false)} />
    <//>`;
}

function Form({ state, close }) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const now = state.data?.stopped;
  // What the button does is what it did when the dialog opened, whoever was faster.
  const [stopped] = useState(now === true);
  const other = now !== undefined && now !== stopped;
  const press = async (key) => {
    if (!reason.trim()) {
      setMissing(true);
      throw new Error('Say why in a few words; those who find it stopped will want to know.');
    }
    await send('POST', stopped ? 'mitigation/resume' : 'mitigation/stop', { reason: reason.trim() }, { key });
    await state.reload();
    close();
  };
  return html`
    <div class="stack">
      ${stopped
        ? html`<p>Stopped by <b>${state.data.by?.by ?? 'somebody'}</b> at <${Time} at=${state.data.by?.at} />: ${state.data.by?.reason ?? 'no reason is known'}. Once it goes on, what waits for approval can be approved again, and what the policy lets the service do by itself is done again.</p>`
        : html`<p>Nothing is begun any more, on any replica, once this is answered. What is being done at this moment is finished, and its effect is looked at. Diagnosing, notifying and escalating go on.</p>`}
      ${other && html`<p class="stale" role="alert">${now ? html`Stopped already by <b>${state.data.by?.by ?? 'somebody'}</b> at <${Time} at=${state.data.by?.at} />: ${state.data.by?.reason}.` : 'Somebody has let actions go on already.'} Nothing is left to do here.</p>`}
      <${Field} label="Why" problem=${missing && !reason.trim() ? 'This is needed.' : undefined}>
        ${(properties) => html`<input ...${properties} value=${reason} maxlength="1000" onInput=${(event) => setReason(event.target.value)} autofocus />`}
      <//>
      <div class="buttons">
        <${ActionButton} tone=${stopped ? 'primary' : 'danger'} icon=${stopped ? 'play' : 'stop'} disabled=${other} onPress=${press} done=${stopped ? 'Actions go on' : 'Actions are stopped'}>${stopped ? 'Let actions go on' : 'Stop all actions'}<//>
        <button type="button" onClick=${close}>Leave it</button>
      </div>
    </div>`;
}
