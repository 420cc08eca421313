import { html } from '../../core/html.js';
import { href } from '../../core/place.js';
import { useQuery } from '../../core/router.js';
import { Time } from '../../core/time.js';
import { Empty } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Rest, Rows, usePages } from '../../ui/Paged.js';
import { Table } from '../../ui/Table.js';
import { AuditFilters, isFiltered, wanted } from './AuditFilters.js';
import { columns } from './columns.js';
import { paired } from './pairs.js';

/** Who changed what, and who was not let, the youngest first. */
export default function Audit() {
  const [query] = useQuery();
  const list = usePages(`audit?${wanted(query)}`, 'entries', ['audit', 'actions', 'policy', 'rules', 'silences', 'switch']);
  return html`
    <${Page} title="Audit log">
      <p class="lead">Each change is written before it is begun and again when it is over; who was not let is written too. Nothing in it can be changed: each line carries the hash of the one before.</p>
      <${AuditFilters} entries=${list.rows ?? []} />
      <${Rows} of=${list}>${() => html`<${Entries} list=${list} filtered=${isFiltered(query)} />`}<//>
      <${Rest} of=${list} />
    <//>`;
}

function Entries({ list, filtered }) {
  const rows = paired(list.rows);
  const { deniedUnwritten, lookedBackTo } = list.last;
  return html`
    ${deniedUnwritten > 0 && html`<p class="stale">${deniedUnwritten} more attempts were denied lately, so many that they are only counted so far.</p>`}
    <p class="muted" role="status">${rows.length} ${rows.length === 1 ? 'entry' : 'entries'}${list.more ? ' so far' : ''}${lookedBackTo && html`. The log was searched back to <${Time} at=${lookedBackTo} />; what is older is searched when you show more`}.</p>
    <div class="section"><${Table} caption="Audit log, the youngest first" columns=${columns} rows=${rows} keyOf=${(row) => row.key} empty=${html`<${Nothing} filtered=${filtered} more=${list.more} />`} /></div>`;
}

const Nothing = ({ filtered, more }) => (filtered
  ? html`<${Empty} title=${more ? 'Nothing fits these filters so far.' : 'Nothing fits these filters.'}><a href=${href('audit')}>Show all</a><//>`
  : html`<${Empty} title="Nothing was changed yet.">Changes of rules, policy, silences and actions stand here, and who made them.<//>`);
