import { actorNamed } from '../../core/actors.js';
import { subject, words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { href } from '../../core/place.js';
import { useQuery } from '../../core/router.js';
import { Time } from '../../core/time.js';
import { ChoiceFilter, Filters, TextFilter } from '../../ui/Filters.js';
import { Empty } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Rest, Rows, usePages } from '../../ui/Paged.js';
import { Table } from '../../ui/Table.js';
import { By } from './parts/By.js';
import { ActionState, Effect } from './parts/ActionState.js';
import { actionChoices, actionTitle, stateChoices } from './parts/words.js';

const FILTERS = ['state', 'gateway', 'action', 'incident', 'by'];

/** All that is and was done about incidents, and what was not and why, newest first. */
export default function Actions() {
  const [query, change] = useQuery();
  const wanted = new URLSearchParams(FILTERS.filter((name) => query[name]).map((name) => [name, query[name]]));
  wanted.set('limit', '50');
  const list = usePages(`actions?${wanted}`, 'actions', ['actions']);
  const filtered = FILTERS.some((name) => query[name]);
  return html`
    <${Page} title="Actions">
      <${ActionFilters} rows=${list.rows ?? []} />
      <div class="section"><${Rows} of=${list}>${(rows) => html`<${Table} caption="Actions, newest first" columns=${columns} rows=${rows} keyOf=${(row) => row.id} empty=${html`<${Nothing} filtered=${filtered} clear=${() => change(Object.fromEntries(FILTERS.map((name) => [name, ''])))} />`} />`}<//>
      <${Rest} of=${list} /></div>
    <//>`;
}

function ActionFilters({ rows }) {
  const gateways = useDocument('gateways', ['gateways']);
  const [query, change] = useQuery();
  const names = (gateways.data?.gateways ?? []).map(({ name }) => name);
  const known = query.gateway && !names.includes(query.gateway) ? [...names, query.gateway] : names;
  return html`
    <${Filters} label="Filter actions">
      <${ChoiceFilter} name="state" label="State" options=${stateChoices} />
      <${ChoiceFilter} name="action" label="Action" options=${actionChoices} />
      <${ChoiceFilter} name="gateway" label="Gateway" options=${known.map((name) => [name, name])} />
      <${TextFilter} name="by" label="By" placeholder="Whole name, as ann" known=${people(rows)} meaning=${actorNamed} />
      <${TextFilter} name="incident" label="Incident" placeholder="Its whole id" />
      ${query.state !== 'waiting' && html`<button type="button" onClick=${() => change({ state: 'waiting' })}>What waits for approval</button>`}
    <//>`;
}

/** Who wanted or approved some of them. */
const people = (rows) => [...new Set(rows.flatMap(({ requested, approved }) => [requested.by, approved?.by]).filter(Boolean))].sort();

const columns = [
  { name: 'State', cell: (it) => html`<span class="stacked"><${ActionState} state=${it.state} />${it.effect && html`<${Effect} effect=${it.effect} />`}</span>`, narrow: true },
  { name: 'Action', cell: (it) => html`<a href=${href(`actions/${it.id}`)} aria-label=${actionTitle(it)}>${words(it.action)}</a><br /><span class="muted">${subject(it.target)}</span>`, narrow: true },
  { name: 'Plan, objection or effect', wrap: true, cell: (it) => cameOf(it) },
  { name: 'Gateway', cell: (it) => html`<a href=${href(`gateways/${encodeURIComponent(it.gateway)}`)}>${it.gateway}</a>`, narrow: true },
  { name: 'Incident', cell: (it) => html`<a href=${href(`incidents/${it.incident}`)}>${words(it.cause.category)}</a>` },
  { name: 'Wanted by', cell: (it) => html`<${By} name=${it.requested.by} />${it.approved && html`<br /><span class="muted">approved by <${By} name=${it.approved.by} /></span>`}` },
  { name: 'When', cell: (it) => html`<${Time} at=${it.requested.at} />`, narrow: true },
];

function cameOf(it) {
  if (it.refusals.length > 0) {
    return it.refusals.map(({ guard, words: said }) => html`<div key=${guard}><code>${guard}</code> ${said}</div>`);
  }
  return it.effectWords ?? it.plan?.changes.join('; ') ?? it.because;
}

const Nothing = ({ filtered, clear }) => (filtered
  ? html`<${Empty} title="Nothing fits these filters."><button type="button" class="link" onClick=${clear}>Show all actions</button><//>`
  : html`<${Empty} title="Nothing has been done yet.">When an incident has a cause with a remedy, the service plans it, and the <a href=${href('policy')}>policy</a> says whether it may be done, has to be approved, or is only recommended.<//>`);
