import { send } from '../../core/api.js';
import { html, useState } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { useNow } from '../../core/time.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page, Section } from '../../ui/Page.js';
import { State } from '../../ui/State.js';
import { SourceTable } from '../sources/parts/SourceTable.js';
import { Alerts } from '../sources/parts/Alerts.js';
import { Pushed } from '../sources/parts/Pushed.js';
import { GatewayNotes } from './parts/GatewayCard.js';
import { LastDiagnosis } from './parts/LastDiagnosis.js';
import { marksOf } from './parts/marks.js';
import { PastIncidents } from './parts/PastIncidents.js';
import { SpanChoice, useSpan } from './parts/spans.js';
import { STATES, stateOf } from './parts/state.js';
import { TrafficCharts } from './parts/TrafficCharts.js';

const CHART_HEIGHT = 260;

/** One gateway: its traffic, what the last look meant, what its sources see. Another one begins anew. */
export default function Gateway({ name }) {
  return html`<${Shown} key=${name} name=${name} />`;
}

function Shown({ name }) {
  const path = `gateways/${encodeURIComponent(name)}`;
  const own = encodeURIComponent(name);
  const gateway = useDocument(path, ['gateways', `gateway:${name}`]);
  const open = useDocument(`incidents?state=unresolved&limit=100&gateway=${own}`, ['incidents']);
  const past = useDocument(`incidents?limit=50&gateway=${own}`, ['incidents']);
  const actions = useDocument(`actions?limit=100&gateway=${own}`, ['actions']);
  const [looked, setLooked] = useState(null);
  const look = async (key) => {
    const { data } = await send('POST', `${path}/evaluate`, undefined, { key, patience: 120_000 });
    setLooked(data.summary);
    await gateway.reload();
  };
  return html`
    <${Page} title=${name} heading=${html`Gateway ${name}`} aside=${html`<${ActionButton} tone="primary" onPress=${look} done="Looked">Look now<//>`}>
      ${looked && html`<p class="note-box" role="status">Looked just now: ${looked}</p>`}
      <${Loaded} of=${gateway} what="The gateway">${(data) => html`
        <${Head} gateway=${data} open=${open} />
        <${Traffic} name=${name} marks=${marksOf(name, past.data?.incidents ?? [], actions.data?.actions ?? [])} />
        <div class="columns">
          <${LastDiagnosis} diagnosis=${data.diagnosis} />
          <${PastIncidents} name=${name} of=${past} />
        </div>
        <${Section} title="Sources">
          ${data.elsewhere && html`<p class="note-box">Another replica looks at this gateway; its own API says how the sources do. What stands here is what this one last saw.</p>`}
          <${SourceTable} rows=${data.sources.map((source) => ({ gateway: name, elsewhere: data.elsewhere, ...source }))} />
        <//>
        <div class="columns">
          <${Alerts} gateway=${name} />
          <${Pushed} rows=${data.pushed.map((it) => ({ gateway: name, ...it }))} />
        </div>`}<//>
    <//>`;
}

function Head({ gateway, open }) {
  const now = useNow(15_000);
  const brief = {
    ...gateway,
    verdict: gateway.diagnosis?.verdict,
    symptoms: gateway.diagnosis?.symptoms.length,
    blind: gateway.sources.filter(({ result }) => result === 'blind' || result === 'partial').map((it) => it.name),
  };
  const known = open.data !== undefined || open.problem;
  const { state, why } = known ? stateOf(brief, open.data?.incidents, now) : { state: 'unknown', why: 'being read' };
  const [tone, word] = STATES[state];
  return html`
    <div class=${`card gateway gateway-${state}`}>
      <p><${State} tone=${tone}>${word}<//></p>
      <p class="gateway-summary">${gateway.failure ? html`No diagnosis came of the last look: ${gateway.failure}` : gateway.diagnosis?.summary ?? 'Nothing is known of it yet.'}</p>
      <${GatewayNotes} gateway=${brief} why=${why} />
    </div>`;
}

function Traffic({ name, marks }) {
  const span = useSpan();
  return html`<${Section} title="Traffic" aside=${html`<${SpanChoice} />`}><div class="tall"><${TrafficCharts} name=${name} span=${span} marks=${marks} height=${CHART_HEIGHT} level="h3" /></div><//>`;
}
