import { percent } from '../../../core/format.js';
import { html, useMemo, useRef } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';
import { Chart } from '../../../ui/Chart.js';
import { Refusal } from '../../../ui/Refusal.js';
import { errorShare, rate, seriesOf } from './series.js';

/**
 * Traffic of a gateway, as charts; what was shown stays while another span is read.
 *
 * @param {{name: string, span: {duration: string, words: string}, marks: object[], height: number, level?: string, wanted?: boolean}} properties
 */
export function TrafficCharts({ name, span, marks, height, level = 'h4', wanted = true }) {
  const path = `gateways/${encodeURIComponent(name)}/traffic?last=${span.duration}`;
  const read = useDocument(wanted ? path : null, [`gateway:${name}`]);
  const kept = useRef(null);
  kept.current = read.data ?? kept.current;
  const traffic = kept.current;
  const shown = useMemo(() => traffic && seriesOf(traffic), [traffic]);
  const common = { height, marks, unit: '/s', times: shown?.times ?? [], range: shown?.range };
  return html`
    <div class="traffic">
      <${Refusal} problem=${read.problem} />
      <p class="traffic-now">${shown ? html`<${Now} last=${shown.last} />` : html`<span class="muted">Loading…</span>`}</p>
      <div class="charts">
        <div class="chart-frame"><${level} class="chart-title">Responses by class<//>${shown && html`<${Chart} ...${common} label=${`${name}: responses per second by class, the last ${span.words}`} series=${shown.classes} />`}</div>
        <div class="chart-frame"><${level} class="chart-title">5xx by code<//>${shown && html`<${Chart} ...${common} label=${`${name}: 5xx per second by code, the last ${span.words}`} series=${shown.codes} />`}</div>
      </div>
    </div>`;
}

function Now({ last }) {
  if (!last) {
    return html`<span class="tone-unknown">Traffic now: unknown</span>`;
  }
  const share = errorShare(last);
  return html`
    <span><b>${share === null ? (last.errorsOnly ? 'unknown' : 'none') : percent(share)}</b> <span class="muted">of responses are 5xx</span></span>
    <span><b>${rate(last) === null ? 'unknown' : rate(last).toFixed(1)}</b> <span class="muted">responses/s</span></span>
    ${last.errorsOnly && html`<span class="muted">Only failures are counted here, so there is no total.</span>`}`;
}
