import { count, percent, seconds, span } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { Countdown, Time, useNow } from '../../../core/time.js';
import { Effect } from './ActionState.js';

/**
 * How things stood before and stand after, and what that means.
 *
 * @param {{action: object}} properties action as the API has it
 */
export function EffectView({ action }) {
  const { before, after, effect, effectWords, state } = action;
  if (!before && !after && !effect) {
    return html`<p class="muted">${nothing(action)}</p>`;
  }
  return html`
    <div class="stack">
      ${effect && html`<p><${Effect} effect=${effect} /> ${effectWords && html`<span>· ${effectWords}</span>`}</p>`}
      ${state === 'verifying' && html`<${Looking} action=${action} />`}
      <${Measures} before=${before} after=${after} />
    </div>`;
}

function Looking({ action }) {
  const settling = new Date(action.verifyFrom) > useNow();
  return html`<p>${settling
    ? html`Looks count from <${Time} at=${action.verifyFrom} /> on: in <${Countdown} to=${action.verifyFrom} over="a moment" />`
    : html`Looks count by now. Time left for it to help: <${Countdown} to=${action.verifyUntil} over="none" />`}</p>`;
}

function Measures({ before, after }) {
  const rows = [
    ['5xx', (it) => html`<${Share} of=${it.errorRatio} />`],
    ['Responses', (it) => (it.window ? `${count(it.responses)} in ${span(seconds(it.window))}` : count(it.responses))],
    ['Pods ready', (it) => (it.ready === undefined ? 'unknown' : `${it.ready} of ${count(it.desired)}`)],
    ['Firing alerts', (it) => count(it.alerts)],
    ['Looked at', (it) => html`<${Time} at=${it.at} />`],
  ];
  return html`
    <table class="measures">
      <caption class="unseen">Before and after</caption>
      <thead><tr><th scope="col"><span class="unseen">Measure</span></th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
      <tbody>${rows.map(([name, show]) => html`<tr key=${name}><th scope="row">${name}</th><td>${before ? show(before) : 'unknown'}</td><td>${after ? show(after) : html`<span class="muted">not yet</span>`}</td></tr>`)}</tbody>
    </table>
    ${before?.routes?.length > 0 && html`<p class="muted">Of ${before.routes.length === 1 ? 'the route' : 'the routes'} that failed before: ${before.routes.join(', ')}</p>`}`;
}

/** A share as a number and as a bar. */
const Share = ({ of }) => html`<span class="share">${percent(of)}</span>${typeof of === 'number' && html`<span class="share-bar" aria-hidden="true"><span style=${{ width: `${Math.min(100, of * 100)}%` }}></span></span>`}`;

function nothing({ actedAt, state }) {
  if (state === 'unknown') {
    return 'Whether it was done is not known, so nothing was measured after it.';
  }
  if (actedAt) {
    return 'Nothing was measured yet.';
  }
  return ['failed', 'rejected', 'expired', 'withdrawn'].includes(state) ? 'It was not done, so there is no effect to see.' : 'It is not done yet. Once it is, what was measured before and after stands here.';
}
