import { html, useMemo } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';
import { href } from '../../../core/place.js';
import { useNow } from '../../../core/time.js';
import { Chart } from '../../../ui/Chart.js';
import { Loaded } from '../../../ui/Loaded.js';
import { EffectView } from '../../actions/parts/EffectView.js';
import { actionTitle } from '../../actions/parts/words.js';
import { failures, marksOf, period } from './failures.js';
import { useSteady } from './useSteady.js';

/** Seconds that are shown before the first error. */
const LEAD_SECONDS = 60;

/**
 * Failing responses around what was done, and the numbers before and after.
 *
 * @param {{incident: object, actions: object}} properties actions of the incident, the newest first, as useDocument gives them
 */
export function Verification({ incident, actions }) {
  const acted = actions.data?.actions.filter((action) => action.actedAt || action.before) ?? [];
  const { since, until } = period(incident, useNow(60_000));
  const traffic = useSteady(useDocument(`gateways/${encodeURIComponent(incident.gateway)}/traffic?since=${since}&until=${until}`, incident.state === 'resolved' ? [] : [`gateway:${incident.gateway}`]));
  return html`
    <div class="effect">
      <${Loaded} of=${traffic} what="The traffic">${(data) => html`<${Failures} traffic=${data} incident=${incident} actions=${acted} />`}<//>
      <${Loaded} of=${actions} what="What was done">${() => html`<${Effects} acted=${acted} />`}<//>
    </div>`;
}

const Effects = ({ acted }) => (acted.length === 0
  ? html`<p class="muted">Nothing was done by the service yet. Once it is, what was measured before and after stands here.</p>`
  : html`<div class="effects">${acted.map((action) => html`
    <div key=${action.id} class="stack"><h3><a href=${href(`actions/${action.id}`)}>${actionTitle(action)}</a></h3><${EffectView} action=${action} /></div>`)}</div>`);

function Failures({ traffic, incident, actions }) {
  const { times, series } = useMemo(() => failures(traffic), [traffic]);
  const marks = useMemo(() => marksOf(incident, actions), [incident, actions]);
  const range = [Math.min(times[0], new Date(incident.startedAt).getTime() / 1_000 - LEAD_SECONDS), times.at(-1)];
  if (times.length === 0) {
    return html`<p class="muted">The traffic of that time is not kept any more.</p>`;
  }
  return html`<${Chart} label=${`5xx responses per second of ${incident.gateway}, by code`} times=${times} series=${series} marks=${marks} range=${range} height=${190} unit="/s" />`;
}
