import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { useQuery } from '../../core/router.js';
import { useNow } from '../../core/time.js';
import { ChoiceFilter, Filters, TextFilter } from '../../ui/Filters.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Page, Section } from '../../ui/Page.js';
import { Refusal } from '../../ui/Refusal.js';
import { GatewayCard } from './parts/GatewayCard.js';
import { gravestFirst } from './parts/gravestFirst.js';
import { marksOf } from './parts/marks.js';
import { NoGateways } from './parts/NoGateways.js';
import { OpenIncidents } from './parts/OpenIncidents.js';
import { fits, labelsOf, rowsOf } from './parts/overviewRows.js';
import { SpanChoice, useSpan } from './parts/spans.js';
import { ORDER, STATES } from './parts/state.js';
import { Verdict } from './parts/Verdict.js';

/** Is something wrong, why, what now: for all gateways at once. */
export default function Overview() {
  const gateways = useDocument('gateways', ['gateways']);
  const open = useDocument('incidents?state=unresolved&limit=100', ['incidents']);
  const waiting = useDocument('actions?state=waiting&limit=100', ['actions']);
  const past = useDocument('incidents?limit=100', ['incidents']);
  const actions = useDocument('actions?limit=100', ['actions']);
  const known = gateways.data !== undefined && (open.data !== undefined || open.problem);
  return html`
    <${Page} title="Overview">
      <${Refusal} problem=${open.problem ?? waiting.problem} />
      ${known || gateways.problem
        ? html`<${Loaded} of=${gateways} what="The state of the gateways">${({ gateways: all }) => (all.length === 0 && open.data?.incidents.length === 0
          ? html`<${NoGateways} />`
          : html`<${State} gateways=${all} open=${open.data} waiting=${waiting.data?.actions} past=${past.data?.incidents ?? []} actions=${actions.data?.actions ?? []} />`)}<//>`
        : html`<p class="loading" role="status">Loading…</p>`}
    <//>`;
}

function State({ gateways, open, waiting, past, actions }) {
  const now = useNow(15_000);
  const [query, change] = useQuery();
  const span = useSpan();
  const rows = rowsOf(gateways, open?.incidents, now);
  const names = new Set(gateways.map(({ name }) => name));
  const stray = (open?.incidents ?? []).filter(({ gateway }) => !names.has(gateway)).sort(gravestFirst);
  const shown = rows.filter((row) => fits(row, query));
  const filtered = Boolean(query.state || query.namespace || query.label || query.text);
  const incidents = [...shown.flatMap((row) => row.incidents), ...(filtered ? [] : stray)];
  const clear = () => change({ state: '', namespace: '', label: '', text: '' });
  return html`
    <${Verdict} rows=${rows} stray=${stray} waiting=${waiting ?? []} more=${Boolean(open?.next)} />
    ${gateways.length > 1 && html`<${Choices} gateways=${gateways} />`}
    <${Section} title="Open incidents">
      <${OpenIncidents} incidents=${incidents} waiting=${waiting && Map.groupBy(waiting, ({ incident }) => incident)}
        empty=${html`<p class="muted">${open ? (filtered ? 'None of these gateways.' : 'No incident is open.') : 'Whether one is open is unknown.'}</p>`} />
    <//>
    <section class="stack" aria-label="Gateways">
      <div class="part-head"><h2>Gateways</h2><${SpanChoice} /></div>
      ${shown.length === 0
        ? html`<${Empty} title="No gateway fits these filters."><button type="button" class="link" onClick=${clear}>Show all gateways</button><//>`
        : html`<div class="gateways">${shown.map((row) => html`<${GatewayCard} key=${row.gateway.name} row=${row} span=${span} marks=${marksOf(row.gateway.name, past, actions)} />`)}</div>`}
    </section>`;
}

function Choices({ gateways }) {
  const labels = [...new Set(gateways.flatMap(labelsOf))].sort();
  const namespaces = [...new Set(gateways.map(({ namespace }) => namespace))].sort();
  return html`
    <${Filters} label="Filter gateways">
      <${TextFilter} name="text" label="Text" placeholder="Name, cause, source" />
      <${ChoiceFilter} name="state" label="State" options=${ORDER.map((state) => [state, STATES[state][1]])} />
      <${ChoiceFilter} name="namespace" label="Namespace" options=${namespaces.map((name) => [name, name])} />
      ${labels.length > 0 && html`<${ChoiceFilter} name="label" label="Label" options=${labels.map((name) => [name, name])} />`}
    <//>`;
}
