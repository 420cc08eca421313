import { html } from '../../core/html.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { State } from '../../ui/State.js';

const STATES = {
  matched: ['good', 'Holds'],
  no_such_fact: ['critical', 'There is nothing of the kind'],
  value_differs: ['critical', 'There is, and it is otherwise'],
  blind: ['unknown', 'Nothing is known'],
  excluded: ['critical', 'It is there and must not be'],
  not_reached: ['neutral', 'Not reached'],
  not_explained: ['neutral', 'Not explained'],
};

/** One condition of a rule: whether it holds, how many combinations came to it, what came nearest. */
export function Condition({ of, onRule }) {
  const [tone, word] = STATES[of.status] ?? ['unknown', of.status];
  const { found = [], nearest = [], blind = [], makers = [] } = of;
  return html`
    <li class=${tone === 'critical' || tone === 'unknown' ? `is-${tone}` : undefined}>
      <p class="row"><${State} tone=${tone}>${word}<//>${of.status !== 'not_reached' && html`<span class="muted">line ${of.line}: ${of.came} came, ${of.passed} passed</span>`}</p>
      <pre class="condition-text" tabindex="0" role="region" aria-label=${`Condition in line ${of.line}`}><code>${of.text}</code></pre>
      ${of.why && html`<p>${of.why}</p>`}
      ${of.status !== 'matched' && found.length > 0 && html`<div><p class="muted">Found:</p><ul>${found.map((it, i) => html`<li key=${i}>${it.description}</li>`)}</ul></div>`}
      ${of.status === 'matched' && found.length > 0 && html`<details><summary>Matched by ${found.length === 5 ? 'at least 5' : found.length}</summary><ul>${found.map((it, i) => html`<li key=${i}>${it.description}</li>`)}</ul></details>`}
      ${nearest.length > 0 && html`<div><p class="muted">Came nearest:</p><ul>${nearest.map((it, i) => html`<${Near} key=${i} of=${it} />`)}</ul></div>`}
      ${blind.length > 0 && html`<ul>${blind.map((it, i) => html`<li key=${i}>${it.source}${it.subject ? ` of ${it.subject}` : ''} was blind${it.reason ? `: ${it.reason}` : ''}</li>`)}</ul>`}
      ${makers.length > 0 && html`<div class="stack"><p class="muted">Concluded by these; ask for them next:</p>${makers.map((it) => html`<${ActionButton} key=${it.rule} small onPress=${() => onRule(it.rule)}>${it.rule}<//>`)}</div>`}
    </li>`;
}

const Near = ({ of: { thing, failed } }) => html`
  <li>${thing.description}${failed.length > 0 && html`<ul>${failed.map(({ text, values }, i) => html`<li key=${i}><code>${text}</code> <span class="muted">${Object.entries(values).map(([name, value]) => `${name} is ${value}`).join(', ')}</span></li>`)}</ul>`}</li>`;
