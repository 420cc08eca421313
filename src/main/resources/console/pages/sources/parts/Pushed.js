import { count } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Ago, Countdown } from '../../../core/time.js';
import { Section } from '../../../ui/Page.js';
import { State } from '../../../ui/State.js';
import { Table } from '../../../ui/Table.js';

/**
 * What scripts push.
 *
 * @param {{rows: object[]}} properties of GET /sources, each with its gateway
 */
export const Pushed = ({ rows }) => html`
  <${Section} title="Pushed facts">
    <${Table} caption="Facts that scripts push" columns=${columns} rows=${rows} keyOf=${(it) => `${it.gateway} ${it.source}`}
      empty=${html`<p class="muted">No script pushes facts. One that knows what no source sees can: <code>POST api/v1/gateways/NAME/facts?source=SCRIPT</code></p>`} />
  <//>`;

const columns = [
  { name: 'State', narrow: true, cell: ({ live }) => (live ? html`<${State} tone="good">Live<//>` : html`<${State} tone="warning" title="Its time is over; silence is not health.">Missed<//>`) },
  { name: 'Script', cell: (it) => html`<b>${it.source}</b>` },
  { name: 'Gateway', narrow: true, cell: (it) => html`<a href=${href(`gateways/${encodeURIComponent(it.gateway)}`)}>${it.gateway}</a>` },
  { name: 'Facts', number: true, cell: (it) => count(it.facts) },
  { name: 'Pushed', narrow: true, cell: (it) => html`<${Ago} at=${it.pushedAt} />` },
  { name: 'Lives for', narrow: true, cell: (it) => html`<${Countdown} to=${it.expiresAt} over="is over" />` },
];
