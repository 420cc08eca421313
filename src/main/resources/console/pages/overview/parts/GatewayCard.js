import { classes, html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Ago } from '../../../core/time.js';
import { labelsOf } from './overviewRows.js';
import { State } from '../../../ui/State.js';
import { alertsWords, STATES } from './state.js';
import { TrafficCharts } from './TrafficCharts.js';
import { useVisible } from './useVisible.js';

const CHART_HEIGHT = 150;

/** One gateway: how it is, what it means, its traffic. Charts are read once they are near. */
export function GatewayCard({ row: { gateway, state, why }, span, marks }) {
  const [ref, visible] = useVisible();
  const [tone, word] = STATES[state];
  return html`
    <article ref=${ref} class=${classes('card', 'gateway', `gateway-${state}`)} aria-label=${gateway.name}>
      <header><h3><a href=${href(`gateways/${encodeURIComponent(gateway.name)}`)}>${gateway.name}</a> <span class="note">${[gateway.namespace, ...labelsOf(gateway)].join(' · ')}</span></h3><${State} tone=${tone} title=${why}>${word}<//></header>
      <p class="gateway-summary">${gateway.failure ? html`No diagnosis came of the last look: ${gateway.failure}` : gateway.summary ?? 'Nothing is known of it yet.'}</p>
      <${GatewayNotes} gateway=${gateway} why=${why} />
      <${TrafficCharts} name=${gateway.name} span=${span} marks=${marks} height=${CHART_HEIGHT} wanted=${visible} />
    </article>`;
}

/** When it was looked at, what is blind, what fires. */
export const GatewayNotes = ({ gateway, why }) => html`
  <ul class="notes">
    ${gateway.sweptAt && !why.startsWith('not looked at') && html`<li>Looked at <${Ago} at=${gateway.sweptAt} /></li>`}
    ${why && why !== alertsWords(gateway) && html`<li>${why.charAt(0).toUpperCase() + why.slice(1)}</li>`}
    ${gateway.elsewhere && html`<li>By another replica</li>`}
    ${gateway.blind?.length > 0 && html`<li><a class="tone-warning" href=${href('sources', { gateway: gateway.name })}>Blind: ${gateway.blind.join(', ')}</a></li>`}
    ${gateway.alertsFiring > 0 && html`<li><a href=${href('sources', { gateway: gateway.name })}>${alertsWords(gateway)}</a></li>`}
  </ul>`;
