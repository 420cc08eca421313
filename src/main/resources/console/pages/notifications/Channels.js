import { send } from '../../core/api.js';
import { words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { Ago } from '../../core/time.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Page.js';
import { State } from '../../ui/State.js';
import { Table } from '../../ui/Table.js';

/**
 * The channels, and what waits for each.
 *
 * @param {{of: object, onSent: (id: number) => any}} properties of is the document of the channels; onSent gets the id of a test message
 */
export const Channels = ({ of, onSent }) => html`
  <${Section} title="Channels">
    <${Loaded} of=${of} what="The list of channels">${({ channels }) => html`
      <${Table} caption="Channels and what waits for each" columns=${columnsOf(onSent)} rows=${channels} keyOf=${(row) => row.name} empty=${html`
        <${Empty} title="There is no channel: nobody is told of anything.">Write one into the file that the setting notifications.file names; config/example-notifications.yaml explains it.<//>`} />`}
    <//>
  <//>`;

const columnsOf = (onSent) => [
  { name: 'Channel', cell: (it) => html`<b>${it.name}</b>` },
  { name: 'Kind', cell: (it) => words(it.type) },
  { name: 'State', cell: (it) => stateOf(it) },
  { name: 'Wait', number: true, cell: (it) => it.pending },
  { name: 'Oldest', cell: (it) => html`<${Ago} at=${it.oldestPendingAt} otherwise="none waits" />` },
  { name: 'Given up', number: true, cell: (it) => it.parked },
  { name: 'Try it', cell: (it) => html`<${ActionButton} small label=${`Send a test message to ${it.name}`} done="A test message is on its way" onPress=${(key) => test(it.name, onSent, key)}>Send a test message<//>` },
];

async function test(channel, onSent, key) {
  const { data } = await send('POST', 'notifications/test', { channel }, { key });
  await onSent(data.id);
}

function stateOf({ pending, parked }) {
  if (parked > 0) {
    return html`<${State} tone="critical">Some were given up<//>`;
  }
  return pending > 0 ? html`<${State} tone="warning">Messages wait<//>` : html`<${State} tone="good">Nothing waits<//>`;
}
