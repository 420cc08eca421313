import { words } from '../../core/format.js';
import { html, useMemo } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { href } from '../../core/place.js';
import { useQuery } from '../../core/router.js';
import { Age, Time } from '../../core/time.js';
import { ChoiceFilter, Filters } from '../../ui/Filters.js';
import { Empty } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Rest, Rows, usePages } from '../../ui/Paged.js';
import { Table } from '../../ui/Table.js';
import { causeOf, Confidence, Escalation, Holder, IncidentState, Severity } from '../overview/parts/IncidentParts.js';
import { categories } from '../../core/categories.js';
import { stateChoices } from './parts/states.js';

const FILTERS = ['state', 'gateway', 'category', 'opened'];
const PAGE_ROWS = 50;

/** How far back the list reaches: name in the address, words, hours. */
const AGES = [['1h', 'The last hour', 1], ['24h', 'The last 24 hours', 24], ['7d', 'The last 7 days', 168], ['30d', 'The last 30 days', 720]];

/** All that went wrong, newest first. */
export default function Incidents() {
  const [query, change] = useQuery();
  const since = useMemo(() => sinceOf(query.opened), [query.opened]);
  const wanted = new URLSearchParams({ limit: PAGE_ROWS });
  ['state', 'gateway', 'category'].filter((name) => query[name]).forEach((name) => wanted.set(name, query[name]));
  if (since) {
    wanted.set('since', since);
  }
  const list = usePages(`incidents?${wanted}`, 'incidents', ['incidents']);
  const clear = () => change(Object.fromEntries(FILTERS.map((name) => [name, ''])));
  return html`
    <${Page} title="Incidents">
      <${IncidentFilters} query=${query} />
      <${Rows} of=${list}>${(rows) => html`<${Table} caption="Incidents, newest first" columns=${columns} rows=${rows} keyOf=${({ id }) => id} empty=${html`<${Nothing} filtered=${FILTERS.some((name) => query[name])} clear=${clear} />`} />`}<//>
      <${Rest} of=${list} />
    <//>`;
}

/** To the minute, so that the list is not another one with each look. */
function sinceOf(opened) {
  const hours = AGES.find(([name]) => name === opened)?.[2];
  return hours && new Date(Math.floor(Date.now() / 60_000 - hours * 60) * 60_000).toISOString();
}

function IncidentFilters({ query }) {
  const gateways = useDocument('gateways', ['gateways']);
  const names = new Set([...(gateways.data?.gateways ?? []).map(({ name }) => name), ...(query.gateway ? [query.gateway] : [])]);
  return html`
    <${Filters} label="Filter incidents">
      <${ChoiceFilter} name="state" label="State" options=${stateChoices} />
      <${ChoiceFilter} name="gateway" label="Gateway" options=${[...names].sort().map((name) => [name, name])} />
      <${ChoiceFilter} name="category" label="Cause" options=${categories.map((name) => [name, words(name)])} />
      <${ChoiceFilter} name="opened" label="Opened in" options=${AGES.map(([name, said]) => [name, said])} all="Any time" />
    <//>`;
}

const columns = [
  { name: 'State', narrow: true, cell: (it) => html`<${IncidentState} of=${it} />` },
  { name: 'Severity', narrow: true, cell: (it) => html`<${Severity} of=${it} />` },
  { name: 'Incident', wrap: true, cell: (it) => html`<span class="said"><a href=${href(`incidents/${it.id}`)}><b>${causeOf(it)}</b></a><span class="muted clamped"><a href=${href(`gateways/${encodeURIComponent(it.gateway)}`)}>${it.gateway}</a> · ${said(it)}</span></span>` },
  { name: 'Confidence', narrow: true, cell: (it) => html`<${Confidence} cause=${it.cause} />` },
  { name: 'Began', narrow: true, cell: (it) => html`<${Time} at=${it.startedAt} />` },
  { name: 'Lasted', narrow: true, cell: (it) => html`<${Age} since=${it.startedAt} until=${it.resolved?.at} />` },
  { name: 'Who has it', narrow: true, cell: (it) => (it.resolved && !it.assignee && !it.acknowledged ? html`<span class="muted">nobody</span>` : html`<${Holder} of=${it} />`) },
  { name: 'Escalation', narrow: true, cell: (it) => html`<${Escalation} of=${it} />` },
];

/** What is behind the cause, without what stands before it already. */
function said({ gateway, cause, summary }) {
  const text = cause?.summary ?? summary;
  const from = cause ? text.indexOf('): ') + 1 : text.startsWith(`${gateway}: `) ? gateway.length : 0;
  return text.slice(from > 0 ? from + 2 : 0);
}

const Nothing = ({ filtered, clear }) => (filtered
  ? html`<${Empty} title="No incident fits these filters."><button type="button" class="link" onClick=${clear}>Show all incidents</button><//>`
  : html`<${Empty} title="Nothing has gone wrong yet.">When a gateway answers more 5xx than usual, an incident opens here with its cause. The <a href=${href('')}>overview</a> says how the gateways do now.<//>`);
