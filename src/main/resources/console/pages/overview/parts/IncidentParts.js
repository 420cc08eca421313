import { personName, subject, sure, words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Countdown } from '../../../core/time.js';
import { State } from '../../../ui/State.js';
import { callsOf } from '../../incident/parts/calls.js';
import { incidentState, severity } from '../../incident/parts/states.js';

/** How grave it ever was. */
export function Severity({ of }) {
  const [tone, word] = severity(of.severity);
  return html`<${State} tone=${tone}>${word}<//>`;
}

/** `Deployment issue of Deployment shop/orders`, or that no cause is known. */
export const causeOf = ({ cause }) => (cause ? `${words(cause.category)} of ${subject(cause.subject)}` : 'No cause is known');

/** How sure the service is of the cause: a number and a bar. */
export function Confidence({ cause }) {
  if (!cause) {
    return html`<span class="muted">no cause</span>`;
  }
  return html`<span class="sureness"><b>${sure(cause.confidence)}</b><span class="bar" aria-hidden="true"><span style=${{ width: `${Math.round(cause.confidence * 100)}%` }}></span></span></span>`;
}

/** Who has it. */
export function Holder({ of }) {
  const who = of.assignee ?? of.acknowledged?.by;
  return who ? html`<span>${personName(who)}</span>` : html`<span class=${of.resolved ? 'muted' : 'tone-warning'}>nobody</span>`;
}

/** When the next one is called, or how far it has come. */
export function Escalation({ of }) {
  const { level, next } = of.escalation;
  const calls = callsOf(of);
  if (calls === 'over') {
    return html`<span class="muted">${level > 0 ? `reached level ${level}` : 'none'}</span>`;
  }
  return html`
    <span class="stacked">
      ${level > 0 && html`<span>escalated to level ${level}</span>`}
      ${calls === 'quiet' && html`<span class="muted">if it comes back</span>`}
      ${calls === 'counting' && html`<span><b><${Countdown} to=${next} over="escalating" /></b> to level ${level + 1}</span>`}
      ${level === 0 && (calls === 'taken' || calls === 'none') && html`<span class="muted">${calls === 'taken' ? 'held, somebody has it' : 'none'}</span>`}
    </span>`;
}

/** What somebody has to decide. */
export function Waiting({ actions }) {
  return actions.length > 0
    ? actions.map((it) => html`<a key=${it.id} class="waiting" href=${href(`actions/${it.id}`)}>${words(it.action)}<span class="unseen"> waits for approval</span></a>`)
    : html`<span class="muted">nothing</span>`;
}

/** How far it has come. */
export function IncidentState({ of }) {
  const [tone, word] = incidentState(of.state);
  return html`<span class="stacked"><${State} tone=${tone}>${word}<//>${of.mergedInto ? html`<a href=${href(`incidents/${of.mergedInto}`)}>merged</a>` : of.quietSince && !of.resolved && of.state !== 'verifying' && html`<span class="muted">quiet now</span>`}</span>`;
}
