import { count } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';
import { Ago } from '../../../core/time.js';
import { Loaded } from '../../../ui/Loaded.js';
import { Section } from '../../../ui/Page.js';
import { State } from '../../../ui/State.js';
import { Table } from '../../../ui/Table.js';

const MOST = 50;
const STATES = { firing: ['critical', 'Firing'], stale: ['unknown', 'Not repeated'], resolved: ['good', 'Resolved'] };

/**
 * Alerts of Alertmanager that are known.
 *
 * @param {{gateway?: string}} properties of one gateway, else of all
 */
export function Alerts({ gateway }) {
  const alerts = useDocument(`alerts?limit=${MOST}${gateway ? `&gateway=${encodeURIComponent(gateway)}` : ''}`, ['alerts']);
  return html`
    <${Section} title="Alerts">
      <${Loaded} of=${alerts} what="The list of alerts">${(data) => html`
        ${data.refusing && html`<p class="stale">Alerts are not taken, since <${Ago} at=${data.refusing.since} />: ${data.refusing.why}.</p>`}
        <${Table} caption="Alerts, those that fire first" columns=${columns} rows=${data.alerts} keyOf=${({ fingerprint }) => fingerprint} empty=${html`<p class="muted">No alert of Alertmanager is known.</p>`} />
        ${data.total > data.alerts.length && html`<p class="muted">The first ${count(data.alerts.length)} of ${count(data.total)}.</p>`}`}<//>
    <//>`;
}

const columns = [
  { name: 'State', narrow: true, cell: ({ state }) => html`<${State} tone=${STATES[state]?.[0] ?? 'unknown'}>${STATES[state]?.[1] ?? state}<//>` },
  { name: 'Alert', cell: (it) => html`<span class="said"><b>${it.name}</b><span class="muted">${it.annotations.summary ?? it.annotations.description ?? labels(it.labels)}</span></span>` },
  { name: 'Of', narrow: true, cell: ({ gateways }) => (gateways.length > 0 ? gateways.join(', ') : html`<span class="tone-warning">no gateway</span>`) },
  { name: 'Changed', narrow: true, cell: (it) => html`<${Ago} at=${it.changedAt} />` },
  { name: 'Heard of', narrow: true, cell: (it) => html`<${Ago} at=${it.heardAt} />` },
];

const labels = (all) => Object.entries(all).filter(([name]) => name !== 'alertname').map(([name, value]) => `${name}=${value}`).join(' ');
