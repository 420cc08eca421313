import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { Ago } from '../../core/time.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Dialog } from '../../ui/Dialog.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Table } from '../../ui/Table.js';

/** Picks the snapshot of a past incident or diagnosis. */
export const PastDialog = ({ open, onClose, onTake }) => html`
  <${Dialog} wide title="Snapshot of the past" open=${open} onClose=${onClose}><${Past} take=${(id) => onTake(id).then(onClose)} /><//>`;

const last = (address) => address.split('/').at(-1);

function Past({ take }) {
  const incidents = useDocument('incidents?limit=20', ['incidents']);
  const diagnoses = useDocument('diagnoses?limit=20', ['incidents']);
  return html`
    <div class="stack">
      <h3>Incidents</h3>
      <${Loaded} of=${incidents}>${(data) => html`<${Table} caption="Incidents, the newest first" columns=${ofIncidents(take)} rows=${data.incidents} keyOf=${(it) => it.id} empty=${html`<${Empty} title="There is none yet.">Each failure of a gateway becomes one.<//>`} />`}<//>
      <h3>Diagnoses</h3>
      <${Loaded} of=${diagnoses}>${(data) => html`<${Table} caption="Diagnoses, the newest first" columns=${ofDiagnoses(take)} rows=${data.diagnoses} keyOf=${(it) => it.id} empty=${html`<${Empty} title="There is none yet.">Each look at a gateway is one.<//>`} />`}<//>
    </div>`;
}

const ofIncidents = (take) => [
  { name: 'Incident', wrap: true, cell: (it) => it.title },
  { name: 'Began', narrow: true, cell: (it) => html`<${Ago} at=${it.startedAt} />` },
  {
    name: 'Take',
    cell: ({ title, diagnoses: { first, last: latest } }) => html`
      <div class="buttons">
        <${ActionButton} small label=${`First snapshot of ${title}`} onPress=${() => take(last(first))}>First<//>
        ${latest !== first && html`<${ActionButton} small label=${`Last snapshot of ${title}`} onPress=${() => take(last(latest))}>Last<//>`}
      </div>`,
  },
];

const ofDiagnoses = (take) => [
  { name: 'Diagnosis', wrap: true, cell: (it) => html`<span class="clamped" title=${it.summary}>${it.summary}</span>` },
  { name: 'Observed', narrow: true, cell: (it) => html`<${Ago} at=${it.observedAt} />` },
  { name: 'Take', cell: (it) => html`<${ActionButton} small label=${`Take the snapshot of ${it.summary}`} onPress=${() => take(it.id)}>Take<//>` },
];
