import { words } from '../../core/format.js';
import { html, useMemo } from '../../core/html.js';
import { Code } from '../../ui/Code.js';
import { Section } from '../../ui/Page.js';
import { DiagnosisView } from '../incident/parts/DiagnosisView.js';
import { factsOf } from './useSnapshot.js';

/** What the rules said of the snapshot: the diagnosis as every page shows it, what to do, what fired. */
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
