import { send } from '../../core/api.js';
import { personName } from '../../core/format.js';
import { html, useState } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { Time } from '../../core/time.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Page.js';
import { Rest, Rows, usePages } from '../../ui/Paged.js';
import { State } from '../../ui/State.js';
import { Table } from '../../ui/Table.js';
import { Difference } from './Difference.js';

/** Policies that are and were in force, and the way back to one of them. */
export function Versions({ policy, etag, onChanged }) {
  const list = usePages('mitigation/policy/versions?limit=20', 'versions', ['policy'], 'before');
  const [open, setOpen] = useState(null);
  const columns = [
    { name: 'Version', narrow: true, cell: (it) => html`<b>${it.version}</b> ${it.version === policy.version ? html`<${State} tone="good">in force<//>` : ''}` },
    { name: 'When', narrow: true, cell: (it) => html`<${Time} at=${it.at} />` },
    { name: 'By', cell: (it) => personName(it.actor) },
    { name: 'From', narrow: true, cell: (it) => (it.origin === 'file' ? 'file' : 'API') },
    { name: 'Why', wrap: true, cell: (it) => it.reason },
    { name: 'Look', narrow: true, cell: (it) => (it.version === policy.version ? html`<span class="muted">this one</span>` : html`<button type="button" class="small" aria-haspopup="dialog" aria-label=${`Compare version ${it.version}`} onClick=${() => setOpen(it.version)}>Compare…</button>`) },
  ];
  const done = async () => {
    setOpen(null);
    await Promise.all([onChanged(), list.reload()]);
  };
  return html`
    <${Section} title="Versions">
      <${Rows} of=${list}>${(rows) => html`<${Table} caption="Versions of the policy, the newest first" columns=${columns} rows=${rows} keyOf=${(row) => row.version} empty=${html`<${Empty} title="There is none yet.">Each policy that is put in force stands here from then on.<//>`} />`}<//>
      <${Rest} of=${list} />
      <${Dialog} wide title=${`Version ${open}`} open=${open !== null} onClose=${() => setOpen(null)}>
        <${Back} version=${open} policy=${policy} etag=${etag} onDone=${done} onClose=${() => setOpen(null)} />
      <//>
    <//>`;
}

/** What would change by going back to a version, and doing so. */
function Back({ version, policy, etag, onDone, onClose }) {
  const document = useDocument(`mitigation/policy/versions/${version}`);
  const [reason, setReason] = useState('');
  const press = async (key) => {
    await send('POST', 'mitigation/policy/rollback', { version, reason: reason.trim() }, { key, ifMatch: etag ?? undefined });
    await onDone();
  };
  return html`
    <${Loaded} of=${document}>${({ text }) => (text === undefined ? html`<p><${State} tone="critical">Its text is damaged<//> It cannot be put in force again.</p>` : html`
      <div class="stack">
        <${Difference} before=${policy.text ?? ''} after=${text} label=${`From version ${policy.version} back to ${version}`} />
        <p>It becomes a new version; none is lost.</p>
        <${Field} label="Why">${(it) => html`<input ...${it} value=${reason} maxlength="1000" onInput=${(event) => setReason(event.target.value)} autocomplete="off" />`}<//>
        <div class="buttons"><${ActionButton} tone="primary" disabled=${!reason.trim()} onPress=${press} done=${`Version ${version} is in force again`}>Put version ${version} in force again<//><button type="button" onClick=${onClose}>Leave it</button></div>
      </div>`)}
    <//>`;
}
