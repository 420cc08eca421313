import { words } from '../../core/format.js';
import { html, useMemo } from '../../core/html.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Code } from '../../ui/Code.js';
import { Section } from '../../ui/Page.js';
import { State } from '../../ui/State.js';
import { DiagnosisView } from '../incident/parts/DiagnosisView.js';
import { factsOf } from './useSnapshot.js';

const VERDICTS = { diagnosed: ['critical', 'Diagnosed'], healthy: ['good', 'Healthy'], inconclusive: ['unknown', 'Inconclusive'] };

/** What the rules said of the snapshot: the verdict, then the diagnosis as every page shows it. */
export function Outcome({ trial: { answer, of } }) {
  const facts = useMemo(() => factsOf(of), [of]);
  const { diagnosis, fired } = answer;
  return html`
    <${DiagnosisView} diagnosis=${diagnosis} facts=${facts} />
    <div class="columns">
      ${diagnosis.causes.length > 0 && html`<${Section} title="What it would say to do"><${Advice} cause=${diagnosis.causes[0]} /><//>`}
      <${Section} title="Rules that fired"><details><summary>${fired.length} concluded something that holds</summary><ul>${fired.map((rule) => html`<li key=${rule}>${rule}</li>`)}</ul></details><//>
    </div>`;
}

const Advice = ({ cause: { mitigations, fixes } }) => html`
  <div class="stack">
    ${mitigations.length === 0 && html`<p class="muted">Nothing is known that helps at once.</p>`}
    ${mitigations.map((it, i) => html`<div class="stack" key=${i}><p><b>${it.summary}</b> <span class="muted">${words(it.risk)} risk</span></p>${it.because && html`<p>${it.because}</p>`}${it.command && html`<${Code} text=${it.command} label="Command" />`}</div>`)}
    ${fixes.length > 0 && html`<details><summary>${fixes.length} ${fixes.length === 1 ? 'long-term fix' : 'long-term fixes'}</summary><ul>${fixes.map((it) => html`<li key=${it.title}><b>${it.title}</b>: ${it.detail}</li>`)}</ul></details>`}
  </div>`;

/** Asks, and says the verdict. */
Outcome.Button = ({ trial, rule }) => {
  const [tone, word] = VERDICTS[trial.answer?.diagnosis.verdict] ?? [];
  return html`
    <div class="stack">
      <div class="buttons"><${ActionButton} tone="primary" icon="play" onPress=${() => trial.ask(rule ? [rule] : [])} done="Diagnosed">Diagnose<//></div>
      ${trial.answer && html`
        <p role="status"><${State} tone=${tone ?? 'unknown'}>${word ?? words(trial.answer.diagnosis.verdict)}<//> ${trial.answer.diagnosis.summary}</p>
        <p class="muted">By revision <code title=${trial.answer.revision}>${trial.answer.revision.slice(0, 10)}</code></p>
        ${trial.stale && html`<p class="stale">The snapshot or the rules have changed since; diagnose again.</p>`}`}
    </div>`;
};
