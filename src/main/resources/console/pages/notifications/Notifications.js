import { words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { href } from '../../core/place.js';
import { useQuery } from '../../core/router.js';
import { Ago, Time } from '../../core/time.js';
import { ChoiceFilter, Filters, TextFilter } from '../../ui/Filters.js';
import { Empty } from '../../ui/Loaded.js';
import { Page, Section } from '../../ui/Page.js';
import { Rest, Rows, usePages } from '../../ui/Paged.js';
import { Table } from '../../ui/Table.js';
import { Channels } from './Channels.js';
import { Delivery, stateChoices } from './Delivery.js';
import { Message } from './Message.js';

const FILTERS = ['state', 'channel', 'incident'];

/** Where messages go, and what became of each. */
export default function Notifications() {
  const [query, change] = useQuery();
  const channels = useDocument('notifications/channels', ['notifications']);
  const wanted = new URLSearchParams(FILTERS.filter((name) => query[name]).map((name) => [name, query[name]]));
  const list = usePages(`notifications?${wanted}`, 'notifications', ['notifications']);
  const open = (id) => change({ message: id });
  const again = () => Promise.all([channels.reload(), list.reload()]);
  const names = (channels.data?.channels ?? []).map(({ name }) => name);
  return html`
    <${Page} title="Notifications">
      <${Channels} of=${channels} onSent=${async (id) => { open(id); await again(); }} />
      <${Section} title="Messages">
        <${Filters} label="Filter messages">
          <${ChoiceFilter} name="state" label="State" options=${stateChoices} />
          <${ChoiceFilter} name="channel" label="Channel" options=${(query.channel && !names.includes(query.channel) ? [...names, query.channel] : names).map((name) => [name, name])} />
          <${TextFilter} name="incident" label="Incident" placeholder="Its id" />
        <//>
        <${Rows} of=${list}>${(rows) => html`<${Table} caption="Messages, newest first" columns=${columnsOf(open)} rows=${rows} keyOf=${(row) => row.id} empty=${html`<${Nothing} filtered=${FILTERS.some((name) => query[name])} />`} />`}<//>
        <${Rest} of=${list} />
      <//>
      <${Message} id=${query.message ?? null} onClose=${() => open('')} onRetried=${again} />
    <//>`;
}

const columnsOf = (open) => [
  { name: 'State', narrow: true, cell: (it) => html`<${Delivery} message=${it} />` },
  { name: 'Channel', narrow: true, cell: (it) => it.channel },
  { name: 'Occasion', narrow: true, cell: (it) => words(it.occasion) },
  { name: 'Message', wrap: true, cell: (it) => html`<span class="clamped">${it.text}</span>${it.reason && html`<span class="field-problem">${it.reason}</span>`}` },
  { name: 'Incident', narrow: true, cell: (it) => (it.incident ? html`<a href=${href(`incidents/${it.incident}`)}>Incident</a>` : html`<span class="muted">none</span>`) },
  { name: 'Tries', number: true, cell: (it) => it.attempts },
  { name: 'Written', narrow: true, cell: (it) => html`<${Time} at=${it.createdAt} />` },
  { name: 'Ended', narrow: true, cell: (it) => html`<${Ago} at=${it.endedAt} otherwise="not yet" />` },
  { name: 'More', narrow: true, cell: (it) => html`<button type="button" class="small" aria-haspopup="dialog" aria-label=${`Look at message ${it.id}`} onClick=${() => open(it.id)}>Look…</button>` },
];

const Nothing = ({ filtered }) => (filtered
  ? html`<${Empty} title="Nothing fits these filters."><a href=${href('notifications')}>Show all messages</a><//>`
  : html`<${Empty} title="Nobody was told of anything yet.">When an incident opens, changes, is escalated or resolved, a message to each channel stands here with what became of it.<//>`);
