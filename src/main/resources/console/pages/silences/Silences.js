import { html, useEffect, useState } from '../../core/html.js';
import { useQuery } from '../../core/router.js';
import { Dialog } from '../../ui/Dialog.js';
import { Icon } from '../../ui/Icon.js';
import { Empty } from '../../ui/Loaded.js';
import { Page, Section } from '../../ui/Page.js';
import { Rest, Rows, usePages } from '../../ui/Paged.js';
import { Table } from '../../ui/Table.js';
import { EndDialog } from './EndDialog.js';
import { columnsOf } from './columns.js';
import { SilenceForm } from './SilenceForm.js';

const AGAIN_MILLIS = 30_000;

/** Who is told of nothing for a while: what holds now, what is to come, what is over. */
export default function Silences() {
  const [query, change] = useQuery();
  const lists = { active: useSilences('active'), pending: useSilences('pending'), expired: useSilences('expired') };
  const [ending, setEnding] = useState(null);
  const again = () => Promise.all(Object.values(lists).map((list) => list.reload()));
  const close = () => change({ new: '' });
  const done = async () => {
    close();
    await again();
  };
  return html`
    <${Page} title="Silences" aside=${html`<button type="button" class="primary" aria-haspopup="dialog" onClick=${() => change({ new: 'yes' })}><${Icon} name="plus" /><span>New silence</span></button>`}>
      <p class="lead">While a silence holds, nobody is told of the incidents that it fits, their escalation waits, and the service does nothing about them, approved or not. They are still diagnosed and stand in the lists. Whoever heard of one before hears that it is over, and shortly before the silence ends people are told of what is still wrong.</p>
      <${Group} title="Active now" of=${lists.active} columns=${columnsOf('active', setEnding)} empty=${['Nothing is silenced', 'Everybody is told of everything.']} />
      <${Group} title="To come" of=${lists.pending} columns=${columnsOf('pending', setEnding)} empty=${['Nothing is planned', 'A silence that begins later, for a maintenance, waits here for its time.']} />
      <${Group} title="Over" of=${lists.expired} columns=${columnsOf('expired')} empty=${['There was none yet', 'What is over or was ended stands here.']} />
      <${Dialog} title="New silence" open=${query.new === 'yes'} onClose=${close}><${SilenceForm} onDone=${done} onClose=${close} given=${query} /><//>
      <${EndDialog} silence=${ending} onClose=${() => setEnding(null)} onDone=${again} />
    <//>`;
}

/** Silences begin and end without anybody doing something, so that they are read again now and then. */
function useSilences(state) {
  const list = usePages(`silences?state=${state}`, 'silences', ['silences']);
  const { reload } = list;
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && reload(), AGAIN_MILLIS);
    return () => clearInterval(timer);
  }, [reload]);
  return list;
}

const Group = ({ title, of, columns, empty }) => html`
  <${Section} title=${title}>
    <${Rows} of=${of}>${(rows) => html`<${Table} caption=${`Silences: ${title}`} columns=${columns} rows=${rows} keyOf=${(row) => row.id} empty=${html`<${Empty} title=${empty[0]}>${empty[1]}<//>`} />`}<//>
    <${Rest} of=${of} />
  <//>`;
