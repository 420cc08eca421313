import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { href } from '../../core/place.js';
import { useQuery } from '../../core/router.js';
import { ChoiceFilter, Filters, TextFilter } from '../../ui/Filters.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Table } from '../../ui/Table.js';
import { columns } from './columns.js';
import { fits, kinds, paired } from './pairs.js';

const SIZES = [['500', '500 lines'], ['1000', '1000 lines']];
const USUAL = '100';

/** Who changed what, and who was not let, the youngest first. */
export default function Audit() {
  const [query] = useQuery();
  const limit = SIZES.some(([size]) => size === query.limit) ? query.limit : USUAL;
  const document = useDocument(`audit?limit=${limit}`, ['audit', 'actions', 'policy', 'rules', 'silences', 'switch']);
  return html`
    <${Page} title="Audit log">
      <p class="lead">Each change is written before it is begun and again when it is over; who was not let is written too. Nothing in it can be changed: each line carries the hash of the one before.</p>
      <${Filters} label="Filter the audit log">
        <${ChoiceFilter} name="kind" label="Kind" options=${kinds} />
        <${TextFilter} name="text" label="Contains" placeholder="Who, what, where" />
        <${ChoiceFilter} name="limit" label="Newest" all="100 lines" options=${SIZES} />
      <//>
      <${Loaded} of=${document} what="The audit log">${({ entries, deniedUnwritten }) => html`<${Entries} entries=${entries} denied=${deniedUnwritten} query=${query} limit=${limit} />`}<//>
    <//>`;
}

function Entries({ entries, denied, query, limit }) {
  const rows = paired(entries).filter((row) => fits(row, query.kind, (query.text ?? '').toLowerCase()));
  return html`
    ${denied > 0 && html`<p class="stale">${denied} more attempts were denied lately, so many that they are only counted so far.</p>`}
    <p class="muted">${rows.length} ${rows.length === 1 ? 'entry' : 'entries'} among the newest ${Math.min(Number(limit), entries.length)} lines.</p>
    <div class="section"><${Table} caption="Audit log, the youngest first" columns=${columns} rows=${rows} keyOf=${(row) => row.key} empty=${query.kind || query.text
      ? html`<${Empty} title="Nothing fits these filters."><a href=${href('audit')}>Show all</a><//>`
      : html`<${Empty} title="Nothing was changed yet.">Changes of rules, policy, silences and actions stand here, and who made them.<//>`} /></div>`;
}
