import { words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { useQuery } from '../../core/router.js';
import { ChoiceFilter, Filters, TextFilter } from '../../ui/Filters.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { State } from '../../ui/State.js';
import { NoGateways } from '../overview/parts/NoGateways.js';
import { Alerts } from './parts/Alerts.js';
import { Pushed } from './parts/Pushed.js';
import { SourceTable } from './parts/SourceTable.js';
import { kindOf, ORDER, resultOf, RESULTS } from './parts/words.js';

const FILTERS = ['state', 'gateway', 'kind', 'text'];

/** What each source of each gateway sees, and what to do about those that do not. */
export default function Sources() {
  const sources = useDocument('sources', ['gateways', 'facts']);
  return html`
    <${Page} title="Sources">
      <${Loaded} of=${sources} what="This">${({ gateways }) => (gateways.length === 0 ? html`<${NoGateways} />` : html`<${All} gateways=${gateways} />`)}<//>
    <//>`;
}

function All({ gateways }) {
  const [query, change] = useQuery();
  const rows = gateways.flatMap(({ name, elsewhere, sources }) => sources.map((source) => ({ gateway: name, elsewhere, ...source })));
  const pushed = gateways.flatMap(({ name, pushed: own }) => own.map((it) => ({ gateway: name, ...it })));
  const shown = rows.filter((row) => fits(row, query));
  const clear = () => change(Object.fromEntries(FILTERS.map((name) => [name, ''])));
  const names = gateways.map(({ name }) => name);
  return html`
    <${Summary} rows=${rows} />
    <${Filters} label="Filter sources">
      <${TextFilter} name="text" label="Text" placeholder="Name, reason, advice" />
      <${ChoiceFilter} name="state" label="State" options=${ORDER.map((result) => [result, RESULTS[result][1]])} />
      <${ChoiceFilter} name="gateway" label="Gateway" options=${(query.gateway && !names.includes(query.gateway) ? [...names, query.gateway] : names).map((name) => [name, name])} />
      <${ChoiceFilter} name="kind" label="Kind" options=${[...new Set(rows.map(kindOf))].sort().map((kind) => [kind, words(kind)])} />
    <//>
    <div class="card sources"><${SourceTable} rows=${shown} showGateway empty=${html`<${Empty} title="No source fits these filters."><button type="button" class="link" onClick=${clear}>Show all sources</button><//>`} /></div>
    <div class="columns">
      <${Alerts} gateway=${names.includes(query.gateway) ? query.gateway : undefined} />
      <${Pushed} rows=${pushed.filter(({ gateway }) => !query.gateway || gateway === query.gateway)} />
    </div>`;
}

/** How many are how, in words. */
function Summary({ rows }) {
  const counts = ORDER.map((result) => [result, rows.filter((row) => resultOf(row) === result).length]).filter(([, number]) => number > 0);
  return html`<p class="row" role="status">${counts.map(([result, number]) => html`<${State} key=${result} tone=${RESULTS[result][0]} title=${RESULTS[result][2]}>${number} ${RESULTS[result][1].toLowerCase()}<//>`)}</p>`;
}

function fits(row, { state, gateway, kind, text }) {
  const said = [row.gateway, row.name, row.code, row.reason, ...row.notes, ...row.advice.map((step) => step.words)].join(' ').toLowerCase();
  return (!state || resultOf(row) === state) && (!gateway || row.gateway === gateway) && (!kind || kindOf(row) === kind)
    && (!text || text.toLowerCase().split(/\s+/).every((word) => said.includes(word)));
}
