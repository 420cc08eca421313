import { html } from '../../../core/html.js';
import { State } from '../../../ui/State.js';
import { modeOf } from './words.js';

/**
 * What the policy says of an action, and which guards object: limit, what is so instead, what to do.
 *
 * @param {{action: object}} properties action as the API has it
 */
export function GuardVerdicts({ action }) {
  const { decision, refusals } = action;
  return html`
    <div class="stack verdicts">
      ${decision && html`<p><b>${modeOf(decision.mode)}${decision.twoPeople ? ', by a second person' : ''}</b> <span class="muted">· ${decision.because}</span></p>`}
      ${refusals.length > 0 ? html`<${Refusals} refusals=${refusals} />` : html`<p>${unopposed(action)}</p>`}
    </div>`;
}

/** @param {{refusals: Array<{guard: string, limit: string, value: string, words: string}>}} properties */
export const Refusals = ({ refusals }) => html`
  <ul class="refusals" aria-label="Objections">
    ${refusals.map((refusal) => html`
      <li key=${refusal.guard}>
        <${State} tone="critical">${refusal.guard}<//>
        <p>${refusal.words}</p>
        <p class="muted">Limit: ${refusal.limit} · is: ${refusal.value}</p>
      </li>`)}
  </ul>`;

function unopposed({ state }) {
  switch (state) {
    case 'planned': return html`<${State} tone="busy">The guards have not judged it yet<//>`;
    case 'waiting':
    case 'approved': return html`<${State} tone="good">No guard objects<//> <span class="muted">They are asked again right before it is done.</span>`;
    case 'rejected':
    case 'expired':
    case 'withdrawn': return html`<span class="muted">No guard objected when it was judged last.</span>`;
    default: return html`<${State} tone="good">No guard objected<//>`;
  }
}
