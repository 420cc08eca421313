import { html } from '../../../core/html.js';
import { Code } from '../../../ui/Code.js';
import { actionTitle, inverseWords } from './words.js';

/**
 * Exactly what would be done, or was: the changes, the same by hand, the hash that approvals name.
 *
 * @param {{action: object}} properties action as the API has it; its plan may be absent
 */
export function PlanView({ action }) {
  const { plan } = action;
  if (!plan) {
    return html`
      <p class="muted">${action.state === 'planned' ? 'It is not planned yet: the target was not looked at.' : 'There is no plan of it.'} What is wanted:</p>
      <${Code} text=${action.command} label=${`What is wanted: ${actionTitle(action)}`} />`;
  }
  return html`
    <div class="plan">
      ${plan.changes.length > 0
        ? html`<ul class="changes" aria-label="What changes">${plan.changes.map((change) => html`<li>${changed(change)}</li>`)}</ul>`
        : html`<p>No field is changed; the command says all.</p>`}
      <${Code} text=${plan.command} label=${`Command: ${actionTitle(action)}`} />
      <dl class="facts">
        <dt>Plan</dt><dd><code>${plan.hash}</code></dd>
        ${plan.uid && html`<dt>Target's uid</dt><dd><code>${plan.uid}</code></dd>`}
        <dt>Can be taken back</dt><dd>${plan.inverse ? `yes: ${inverseWords(plan.inverse)}` : 'no'}</dd>
      </dl>
    </div>`;
}

/** `field: old → new` with the two values apart. */
function changed(change) {
  const parts = /^(.+?): (.*) → (.*)$/s.exec(change);
  return parts
    ? html`<span class="changed-field">${parts[1]}</span> <del>${parts[2]}</del> <span aria-hidden="true">→</span><span class="unseen"> becomes </span> <ins>${parts[3]}</ins>`
    : change;
}
