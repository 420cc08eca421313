import { count, words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Age, Ago } from '../../../core/time.js';
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
  <${Table} caption="How each source does" columns=${showGateway ? [columns[0], gateway, ...columns.slice(1)] : columns} rows=${[...rows].sort(worstFirst)}
    keyOf=${(it) => `${it.gateway} ${it.name}`} empty=${empty ?? html`<p class="muted">It has no sources.</p>`} />`;

const gateway = { name: 'Gateway', narrow: true, cell: (it) => html`<a href=${href(`gateways/${encodeURIComponent(it.gateway)}`)}>${it.gateway}</a>` };

const columns = [
  { name: 'State', narrow: true, cell: (it) => html`<${Result} of=${it} />` },
  { name: 'Source', narrow: true, cell: (it) => html`<b class="source-name">${it.name}</b>` },
  { name: 'What it says, and what to do', wrap: true, cell: (it) => html`<${Said} of=${it} />` },
  { name: 'Since', narrow: true, cell: (it) => (it.since ? html`<${Age} since=${it.since} />` : html`<span class="muted">never</span>`) },
  { name: 'Last good look', narrow: true, cell: (it) => html`<${Ago} at=${it.lastGoodAt} /> ` },
  { name: 'Took', number: true, cell: (it) => (it.tookMillis === undefined ? html`<span class="muted">unknown</span>` : `${count(it.tookMillis)} ms`) },
  { name: 'Facts', number: true, cell: (it) => (it.result === 'unasked' ? html`<span class="muted">unknown</span>` : count(it.facts)) },
];

function Result({ of }) {
  const [tone, word, meaning] = RESULTS[resultOf(of)] ?? ['unknown', words(of.result), ''];
  return html`<${State} tone=${tone} title=${meaning}>${word}<//>`;
}

function Said({ of }) {
  return html`
    <div class="source-said">
      ${of.reason && html`<${Reason} code=${of.code} text=${of.reason} />`}
      ${of.notes.map((note) => html`<p key=${note} class="muted">${note}</p>`)}
      ${!of.elsewhere && of.advice.length > 0 && html`<${Advice} steps=${of.advice} open=${of.result !== 'whole'} source=${of.name} />`}
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
