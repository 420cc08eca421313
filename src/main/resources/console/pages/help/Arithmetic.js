import { percent, signed } from '../../core/format.js';
import { html, useState } from '../../core/html.js';
import { Field } from '../../ui/Field.js';

/** Share that a score in decibans stands for, 0.0 to 1.0. */
const shareOf = (score) => 1 / (1 + 10 ** (-score / 10));

const EXAMPLE = { prior: -9, evidence: 26, competition: -0.5 };
const STEPS = [-20, -10, 0, 10, 20, 30];

/** How a confidence comes about, to be redone with a pocket calculator. */
export function Arithmetic() {
  return html`
    <p>Weights are in <b>decibans</b>: ten times the logarithm, to the base of ten, of how many times likelier something makes a cause. +10 makes it ten times likelier, −10 a tenth, +3 about twice. They add up.</p>
    <p class="formula">prior + evidence + competition = score</p>
    <p class="formula">confidence = 1 / (1 + 10<sup>−score/10</sup>)</p>
    <dl class="facts">
      <dt>Prior</dt><dd>Before any evidence: about one in ten for each kind of cause, −9 to −11 decibans.</dd>
      <dt>Evidence</dt><dd>The sum of the weights of all that speaks for it (above 0) and against it (below 0). Each piece names the rule and the facts behind it.</dd>
      <dt>Competition</dt><dd>What other root causes of the same symptoms take away: −10 · log10(1 + the sum of their odds); their odds are 10<sup>(prior + evidence)/10</sup>. Nothing where there is no other.</dd>
    </dl>
    <${TryIt} />
    <p>A cause that another credible cause explains is an effect of it. It is shown below it and does not compete with it.</p>`;
}

function TryIt() {
  const [parts, setParts] = useState(EXAMPLE);
  const score = parts.prior + parts.evidence + parts.competition;
  const known = Number.isFinite(score);
  const field = (name, label) => html`
    <${Field} label=${label}>${(it) => html`<input ...${it} type="number" step="0.5" value=${parts[name]} onInput=${(event) => setParts((before) => ({ ...before, [name]: event.target.valueAsNumber }))} />`}<//>`;
  return html`
    <div class="filters" role="group" aria-label="Try it">${field('prior', 'Prior')}${field('evidence', 'Evidence')}${field('competition', 'Competition')}</div>
    <p role="status">${known ? html`${signed(parts.prior)} ${signed(parts.evidence)} ${signed(parts.competition)} = <b>${signed(score)}</b> decibans, a confidence of <b>${percent(shareOf(score), 1)}</b>` : 'Three numbers, in decibans.'}</p>
    <table class="measures scores"><caption class="unseen">Scores and confidences</caption>
      <thead><tr><th scope="col" class="number">Score</th><th scope="col" class="number">Confidence</th></tr></thead>
      <tbody>${STEPS.map((step) => html`<tr key=${step}><td class="number">${step === 0 ? '0' : signed(step, 0)}</td><td class="number">${percent(shareOf(step), 1)}</td></tr>`)}</tbody>
    </table>`;
}
