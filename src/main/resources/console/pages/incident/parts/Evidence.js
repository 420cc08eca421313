import { percent } from '../../../core/format.js';
import { classes, Fragment, html, useState } from '../../../core/html.js';
import { points, steps } from './arithmetic.js';
import { Facts } from './Facts.js';
import { FactsButton } from './FactsButton.js';
import { RuleLink } from './RuleLink.js';

/**
 * What speaks for a cause and against it, adding up to its confidence before the reader's eyes.
 *
 * @param {{cause: object, title: string}} properties cause as the API has it
 */
export function Evidence({ cause, title }) {
  const parts = steps(cause);
  const rows = parts ?? cause.evidence.map(({ statement, ...rest }) => ({ kind: 'evidence', name: statement, ...rest }));
  const scale = parts && scaleOf(parts);
  return html`
    <div class="arithmetic-frame">
      <table class="arithmetic">
        <caption class="unseen">Evidence: ${title}; weights in decibans</caption>
        <thead><tr><th scope="col">What counts</th><th scope="col" class="number">Weight</th>${scale && html`<th scope="col"><span class="unseen">From sum to sum</span></th><th scope="col" class="number">Sum</th>`}</tr></thead>
        <tbody>${rows.map((row, i) => html`<${Row} key=${row.kind + (row.rule ?? '') + i} row=${row} scale=${scale} />`)}</tbody>
        ${parts && html`<tfoot><${Total} cause=${cause} sum=${parts.at(-1).sum} /></tfoot>`}
      </table>
    </div>
    ${parts ? html`<${Formula} cause=${cause} />` : html`<p class="muted">This diagnosis was kept before priors were; the weights alone are left.</p>`}`;
}

function Row({ row, scale }) {
  const [open, setOpen] = useState(false);
  return html`
    <${Fragment}>
      <tr class=${`part-${row.kind}`}>
        <td class="what"><p>${row.name}</p>${row.rule && html`<p class="evidence-foot"><${RuleLink} rule=${row.rule} /><${FactsButton} facts=${row.facts} of=${row.name} open=${open} onToggle=${() => setOpen(!open)} /></p>`}</td>
        <td class=${classes('number', 'weight', row.weight < 0 && 'against')}>${points(row.weight)}<span class="unseen">${row.weight < 0 ? ' against' : ' for'}</span></td>
        ${scale && html`<td class="bar-cell" aria-hidden="true"><${Bar} row=${row} scale=${scale} /></td><td class="number sum">${points(row.sum)}</td>`}
      </tr>
      ${open && html`<tr class="facts-row"><td colspan="4"><${Facts} indices=${row.facts} /></td></tr>`}
    <//>`;
}

/** From where to where the sums go, in decibans, and a function to a share of that width. */
function scaleOf(parts) {
  const low = Math.min(0, ...parts.map((part) => part.sum));
  const high = Math.max(0, ...parts.map((part) => part.sum));
  const wide = high - low || 1;
  return (value) => ((value - low) / wide) * 100;
}

function Bar({ row, scale }) {
  const from = scale(Math.min(row.before, row.sum));
  const to = scale(Math.max(row.before, row.sum));
  return html`
    <span class="bar">
      <span class="bar-zero" style=${{ left: `${scale(0)}%` }}></span>
      ${row.weight !== 0 && html`<span class=${classes('bar-step', row.weight < 0 && 'against')} style=${{ left: `${from}%`, width: `max(2px, ${to - from}%)` }}></span>`}
    </span>`;
}

const Total = ({ cause, sum }) => html`
  <tr><th scope="row" class="what">Score</th><td></td><td></td><td class="number sum">${points(cause.score ?? sum)}</td></tr>`;

function Formula({ cause }) {
  const shown = points(-cause.score);
  return html`
    <p class="formula-line">
      <span>confidence</span> <span>= 1 / (1 + 10<sup>−score/10</sup>)</span> <span>= 1 / (1 + 10<sup>${shown.replace('+', '')}/10</sup>)</span> <b>= ${percent(cause.confidence, 1)}</b>
      <span class="muted">Weights are decibans: +10 makes a cause ten times likelier, +3 twice, −10 a tenth.</span>
    </p>`;
}
