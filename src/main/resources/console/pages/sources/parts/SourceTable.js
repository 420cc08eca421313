import { count, words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Ago } from '../../../core/time.js';
import { State } from '../../../ui/State.js';
import { Table } from '../../../ui/Table.js';
import { Advice } from './Advice.js';
import { RESULTS, resultOf, worstFirst } from './words.js';

/**
 * Sources, those that are blind first, each with what to do about it.
 *
 * @param {{rows: object[], showGateway?: boolean, empty?: any}} properties rows of GET /sources with their gateway
 */
export const SourceTable = ({ rows, showGateway, empty }) => html`
  <div class="source-table"><${Table} caption="How each source does" columns=${showGateway ? columnsWithGateway : columns} rows=${[...rows].sort(worstFirst)}
    keyOf=${(it) => `${it.gateway} ${it.name}`} empty=${empty ?? html`<p class="muted">It has no sources.</p>`} /></div>`;

const columns = [
  { name: 'State', narrow: true, cell: (it) => html`<${Result} of=${it} />` },
  { name: 'Source', narrow: true, cell: (it) => html`<b>${it.name}</b>` },
  { name: 'What it says, and what to do', wrap: true, cell: (it) => html`<${Said} of=${it} />` },
  { name: 'Since', narrow: true, cell: (it) => html`<span class="stacked">${it.since ? html`<${Ago} at=${it.since} />` : html`<span class="muted">unknown</span>`}${it.result !== 'unasked' && html`<span class="muted">last good: <${Ago} at=${it.lastGoodAt} /></span>`}</span>` },
  { name: 'Took', number: true, cell: (it) => (it.tookMillis === undefined ? html`<span class="muted">unknown</span>` : `${count(it.tookMillis)} ms`) },
  { name: 'Facts', number: true, cell: (it) => (it.result === 'unasked' || it.result === 'blind' ? html`<span class="muted">${it.result === 'blind' ? 'none' : 'unknown'}</span>` : count(it.facts)) },
];

const columnsWithGateway = columns.map((column) => (column.name !== 'Source' ? column : {
  ...column,
  cell: (it) => html`<span class="stacked"><b>${it.name}</b><a href=${href(`gateways/${encodeURIComponent(it.gateway)}`)}>${it.gateway}</a></span>`,
}));

function Result({ of }) {
  const [tone, word, meaning] = RESULTS[resultOf(of)] ?? ['unknown', words(of.result), ''];
  return html`<${State} tone=${tone} title=${meaning}>${word}<//>`;
}

function Said({ of }) {
  return html`
    <div class="source-said">
      ${of.reason && html`<${Reason} code=${of.code} text=${of.reason} />`}
      ${of.notes.filter((note) => note !== of.reason).map((note) => html`<p key=${note} class="muted">${note}</p>`)}
      ${!of.elsewhere && of.advice.length > 0 && html`<${Advice} steps=${of.advice} open=${of.result !== 'whole'} source=${`${of.name} of ${of.gateway}`} />`}
      ${!of.reason && of.notes.length === 0 && of.advice.length === 0 && html`<span class="muted">Nothing amiss.</span>`}
    </div>`;
}

const LONG_CHARS = 260;

/** What went wrong, as the source says it; a long text is folded. */
function Reason({ code, text }) {
  const name = code && html`<code>${code}</code> `;
  if (text.length <= LONG_CHARS) {
    return html`<p>${name}${text}</p>`;
  }
  return html`<details class="reason"><summary>${name}${text.slice(0, LONG_CHARS)}…</summary><ul>${text.split('; ').map((part) => html`<li>${part}</li>`)}</ul></details>`;
}
