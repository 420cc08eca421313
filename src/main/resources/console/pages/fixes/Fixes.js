import { personName, subject, words } from '../../core/format.js';
import { html, useState } from '../../core/html.js';
import { href } from '../../core/place.js';
import { useQuery } from '../../core/router.js';
import { Time } from '../../core/time.js';
import { ChoiceFilter, Filters } from '../../ui/Filters.js';
import { Empty } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Rest, Rows, usePages } from '../../ui/Paged.js';
import { State } from '../../ui/State.js';
import { Table } from '../../ui/Table.js';
import { DoneDialog } from './DoneDialog.js';

/** What was recommended to change for good, so that it does not happen again. */
export default function Fixes() {
  const [query] = useQuery();
  const done = query.done === 'true';
  const list = usePages(`fixes?done=${done}`, 'fixes', ['fixes', 'incidents']);
  const [asked, setAsked] = useState(null);
  return html`
    <${Page} title="Long-term fixes">
      <${Filters} label="Filter fixes"><${ChoiceFilter} name="done" label="Show" all="Open ones" options=${[['true', 'Done ones']]} /><//>
      <div class="section"><${Rows} of=${list}>${(rows) => html`<${Table} caption=${done ? 'Fixes that are done' : 'Open fixes, newest first'} columns=${columnsOf(done, setAsked)} rows=${rows} keyOf=${(row) => row.id} empty=${html`<${Nothing} done=${done} />`} />`}<//>
      <${Rest} of=${list} /></div>
      <${DoneDialog} fix=${asked} onClose=${() => setAsked(null)} onDone=${list.reload} />
    <//>`;
}

const columnsOf = (done, ask) => [
  { name: 'Fix', wrap: true, cell: (it) => html`<b>${it.title}</b><br /><span>${it.detail}</span>` },
  { name: 'About', cell: (it) => html`<span>${subject(it.subject)}</span><br /><span class="muted">${words(it.category)}</span>` },
  { name: 'Gateway', narrow: true, cell: (it) => html`<a href=${href(`gateways/${encodeURIComponent(it.gateway)}`)}>${it.gateway}</a>` },
  { name: 'Recommended', cell: (it) => html`<a href=${href(`incidents/${it.incident}`)}>At ${it.recommended} ${it.recommended === 1 ? 'incident' : 'incidents'}</a><br /><span class="muted">last <${Time} at=${it.lastAt} /></span>${returned(it)}` },
  ...(done
    ? [{ name: 'Done', cell: (it) => html`<${State} tone="good">Done<//><br /><span class="muted">${personName(it.doneBy)}, <${Time} at=${it.doneAt} /></span>` }]
    : [{ name: 'Mark', narrow: true, cell: (it) => html`<button type="button" class="small" aria-haspopup="dialog" aria-label=${`Mark as done: ${it.title} for ${subject(it.subject)}`} onClick=${() => ask(it)}>Mark as done…</button>` }]),
];

/** It was done before, and recommended again since. */
const returned = ({ done, doneAt }) => (!done && doneAt ? html`<br /><${State} tone="warning">Again since it was done<//>` : '');

const Nothing = ({ done }) => (done
  ? html`<${Empty} title="None is done yet.">What is marked as done stands here, and who did it; it comes back when it is recommended again.<//>`
  : html`<${Empty} title="Nothing is left to fix.">At each incident the service recommends what to change for good; it stands here until somebody marks it as done.<//>`);
