import { count, percent } from '../../core/format.js';
import { html, useMemo, useState } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { href } from '../../core/place.js';
import { useQuery } from '../../core/router.js';
import { Ago } from '../../core/time.js';
import { ChoiceFilter, Filters, TextFilter } from '../../ui/Filters.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Page, Section } from '../../ui/Page.js';
import { Table } from '../../ui/Table.js';
import { RulesTabs } from './RulesTabs.js';

/** So many are shown at first. */
const FIRST = 100;
const SORTS = [['fired', 'Most often'], ['last', 'Last fired'], ['precision', 'Least precise'], ['rule', 'Name']];
const SEEN = [['fired', 'Fired'], ['never', 'Did not fire'], ['told', 'With feedback']];

/** How often each rule had its part in a diagnosis, when last, and how often it was right. */
export default function Statistics() {
  const statistics = useDocument('rules/statistics', ['rules']);
  const rules = useDocument('rules', ['rules']);
  const places = useMemo(() => new Map((rules.data?.files ?? []).flatMap(({ path, rules: each }) => each.map(({ name, line }) => [name, { path, line }]))), [rules.data]);
  return html`
    <${Page} title="Statistics of the rules">
      <${RulesTabs} current="rules/statistics" />
      <${Loaded} of=${statistics} what="The statistics">${(data) => html`<${Rules} data=${data} places=${places} />`}<//>
    <//>`;
}

function Rules({ data, places }) {
  const [query] = useQuery();
  const [all, setAll] = useState(false);
  const rows = useMemo(() => chosen(data.rules, query), [data, query]);
  return html`
    <${Section} title="Rules">
      <p class="lead">Diagnoses since ${data.since} in which a rule had its part, be it named in the answer or not. Precision comes from what people said of diagnoses whose leading cause the rule spoke for; where nobody said anything it is unknown.</p>
      <${Filters} label="Filter the rules">
        <${TextFilter} name="find" label="Rule or package" placeholder="Part of a name" />
        <${ChoiceFilter} name="seen" label="Which" options=${SEEN} />
        <${ChoiceFilter} name="sort" label="Order" all="Most often" options=${SORTS.slice(1)} />
      <//>
      <p class="muted" role="status">${count(rows.length)} of ${count(data.rules.length)} rules</p>
      <${Table} caption="Rules in force" columns=${columns(places)} rows=${all ? rows : rows.slice(0, FIRST)} keyOf=${(it) => it.rule} empty=${html`<${Empty} title="No rule is like that.">Take a filter away.<//>`} />
      ${!all && rows.length > FIRST && html`<div class="buttons"><button type="button" onClick=${() => setAll(true)}>Show all ${count(rows.length)}</button></div>`}
    <//>`;
}

const columns = (places) => [
  { name: 'Rule', wrap: true, cell: (it) => html`<${Name} rule=${it.rule} place=${places.get(it.rule)} />` },
  { name: 'Package', cell: (it) => html`<span class="muted">${it.packageName.replace(/^rules\./, '')}</span>` },
  { name: 'Fired', number: true, cell: (it) => count(it.fired) },
  { name: 'Last fired', narrow: true, cell: (it) => html`<${Ago} at=${it.lastFiredAt} otherwise="never seen" />` },
  { name: 'Precision', number: true, cell: (it) => (it.feedback ? percent(it.feedback.precision) : html`<span class="muted">unknown</span>`) },
  { name: 'Right, partly, wrong', number: true, cell: (it) => (it.feedback ? `${it.feedback.right}, ${it.feedback.partly}, ${it.feedback.wrong}` : html`<span class="muted">nobody said</span>`) },
];

const Name = ({ rule, place }) => (place ? html`<a href=${href(`rules/files/${place.path}`, { line: place.line })}>${rule}</a>` : rule);

const ORDERS = {
  fired: (a, b) => b.fired - a.fired,
  last: (a, b) => (b.lastFiredAt ?? '').localeCompare(a.lastFiredAt ?? ''),
  precision: (a, b) => (a.feedback?.precision ?? 2) - (b.feedback?.precision ?? 2),
  rule: () => 0,
};

function chosen(rules, { find = '', seen, sort = 'fired' }) {
  const wanted = find.toLowerCase();
  const fits = { fired: (it) => it.fired > 0, never: (it) => it.fired === 0, told: (it) => it.feedback }[seen] ?? (() => true);
  return rules
    .filter((it) => fits(it) && (it.rule.toLowerCase().includes(wanted) || it.packageName.includes(wanted)))
    .sort((a, b) => (ORDERS[sort] ?? ORDERS.fired)(a, b) || a.rule.localeCompare(b.rule));
}
