import { html, useMemo } from '../../core/html.js';
import { diff, hunks } from './diff.js';

const MARKS = { same: ' ', gone: '−', new: '+', skipped: '⋯' };

/**
 * How one text becomes another.
 *
 * @param {{before: string, after: string, label: string}} properties
 */
export function Difference({ before, after, label }) {
  const steps = useMemo(() => diff(before, after), [before, after]);
  const gone = steps.filter(({ how }) => how === 'gone').length;
  const added = steps.filter(({ how }) => how === 'new').length;
  if (gone + added === 0) {
    return html`<p class="muted">The two are the same.</p>`;
  }
  return html`
    <div class="stack">
      <p class="muted">${label}: ${added} ${added === 1 ? 'line' : 'lines'} new, ${gone} gone</p>
      <pre class="difference" tabindex="0" role="region" aria-label=${label}>${hunks(steps).map((step, i) => html`<span key=${i} class=${`diff-${step.how}`}><span aria-hidden="true">${MARKS[step.how]} </span>${spoken(step)}${step.how === 'skipped' ? `${step.count} lines alike` : step.line}${'\n'}</span>`)}</pre>
    </div>`;
}

const spoken = ({ how }) => (how === 'gone' || how === 'new' ? html`<span class="unseen">${how}: </span>` : '');
