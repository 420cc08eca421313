import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Age } from '../../../core/time.js';
import { Table } from '../../../ui/Table.js';
import { gravestFirst } from './gravestFirst.js';
import { causeOf, Confidence, Escalation, Holder, Severity, Waiting } from './IncidentParts.js';

/**
 * Incidents that are not resolved, the gravest and oldest first.
 *
 * @param {{incidents: object[], waiting: Map<string, object[]>|undefined, empty: any}} properties
 *     waiting actions by incident; undefined when nobody knows them
 */
export function OpenIncidents({ incidents, waiting, empty }) {
  return html`<${Table} caption="Incidents that are not resolved" columns=${columnsOf(waiting)} rows=${[...incidents].sort(gravestFirst)} keyOf=${({ id }) => id} empty=${empty} />`;
}

const columnsOf = (waiting) => [
  { name: 'Severity', narrow: true, cell: (it) => html`<span class="stacked"><${Severity} of=${it} />${it.quietSince && html`<span class="muted">quiet now</span>`}</span>` },
  { name: 'Incident', wrap: true, cell: (it) => html`<span class="said"><a href=${href(`incidents/${it.id}`)}><b>${causeOf(it)}</b></a><span class="muted"><a href=${href(`gateways/${encodeURIComponent(it.gateway)}`)}>${it.gateway}</a>${it.routes.length > 0 && ` · ${routes(it.routes)}`}</span></span>` },
  { name: 'Confidence', narrow: true, cell: (it) => html`<${Confidence} cause=${it.cause} />` },
  { name: 'Age', narrow: true, cell: (it) => html`<${Age} since=${it.startedAt} />` },
  { name: 'Who has it', narrow: true, cell: (it) => html`<${Holder} of=${it} />` },
  { name: 'Escalation', narrow: true, cell: (it) => html`<${Escalation} of=${it} />` },
  { name: 'Waits for you', narrow: true, cell: (it) => (waiting ? html`<${Waiting} actions=${waiting.get(it.id) ?? []} />` : html`<span class="muted">unknown</span>`) },
];

const routes = ([first, ...rest]) => `${first}${rest.length > 0 ? ` and ${rest.length} more` : ''}`;
