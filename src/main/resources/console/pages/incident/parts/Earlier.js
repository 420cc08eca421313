import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Time } from '../../../core/time.js';
import { State } from '../../../ui/State.js';
import { incidentState } from './states.js';

/**
 * Incidents of the same cause within 30 days.
 *
 * @param {{incident: object}} properties
 */
export function Earlier({ incident }) {
  const { words, incidents = [] } = incident.earlier ?? {};
  if (incidents.length === 0) {
    return html`<p class="muted">None of the same cause within 30 days.</p>`;
  }
  return html`
    ${words && html`<p><b>${words.charAt(0).toUpperCase()}${words.slice(1)}</b></p>`}
    <ul class="plain-list earlier-list">
      ${incidents.map((it) => html`
        <li key=${it.id}><a href=${href(`incidents/${it.id}`)}><${Time} at=${it.openedAt} /> · ${it.title}</a>
          <p><${State} tone=${incidentState(it.state)[0]}>${incidentState(it.state)[1]}<//>${it.resolved ? html` <span class="muted">${it.resolved.reason}</span>` : ''}</p></li>`)}
    </ul>`;
}
