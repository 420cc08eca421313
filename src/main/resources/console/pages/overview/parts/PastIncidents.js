import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Age, Time } from '../../../core/time.js';
import { Loaded } from '../../../ui/Loaded.js';
import { Section } from '../../../ui/Page.js';
import { Table } from '../../../ui/Table.js';
import { causeOf, IncidentState } from './IncidentParts.js';

const MOST = 6;

/** The latest incidents of a gateway. */
export const PastIncidents = ({ name, of }) => html`
  <${Section} title="Incidents" aside=${html`<a href=${href('incidents', { gateway: name })}>All of this gateway</a>`}>
    <${Loaded} of=${of} what="The list">${({ incidents }) => html`
      <${Table} caption=${`Incidents of ${name}, newest first`} columns=${columns} rows=${incidents.slice(0, MOST)} keyOf=${({ id }) => id} empty=${html`<p class="muted">None is known.</p>`} />`}<//>
  <//>`;

const columns = [
  { name: 'State', narrow: true, cell: (it) => html`<${IncidentState} of=${it} />` },
  { name: 'Cause', cell: (it) => html`<a href=${href(`incidents/${it.id}`)}>${causeOf(it)}</a>` },
  { name: 'Began', narrow: true, cell: (it) => html`<${Time} at=${it.startedAt} />` },
  { name: 'Lasted', narrow: true, cell: (it) => html`<${Age} since=${it.startedAt} until=${it.resolved?.at} />` },
];
