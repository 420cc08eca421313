import { html } from '../../core/html.js';
import { href } from '../../core/place.js';
import { State } from '../../ui/State.js';
import { Condition } from './Condition.js';

/**
 * Why a rule fired over a snapshot, or why it did not: how far each of its conditions matched.
 *
 * @param {{of: object, onRule: (name: string) => Promise, stale: boolean}} properties onRule asks for another
 */
export function Explanation({ of, onRule, stale }) {
  const [tone, word] = of.fired ? ['good', 'Fired'] : of.withdrawn ? ['warning', 'Fired and taken back'] : ['critical', 'Not fired'];
  return html`
    <div class="stack" aria-label=${`Explanation of ${of.rule}`} role="group">
      <p><b>${of.rule}</b> <${State} tone=${tone}>${word}<//></p>
      <p role="status">${of.summary}</p>
      <p class="muted"><a href=${href(`rules/files/${of.file}`, { line: of.line })}>${of.file}:${of.line}</a>, stage ${of.stage}</p>
      ${stale && html`<p class="stale">The snapshot or the rules have changed since.</p>`}
      <ol class="conditions" aria-label="Conditions">${of.conditions.map((it, i) => html`<${Condition} key=${i} of=${it} onRule=${onRule} />`)}</ol>
      ${of.matches.count > 0 && html`<${Matches} matches=${of.matches} />`}
      ${of.cut && html`<p class="muted">There was more to try than is tried; the numbers are at least what they say.</p>`}
    </div>`;
}

const Matches = ({ matches: { count, first } }) => html`
  <details><summary>${count} ${count === 1 ? 'combination' : 'combinations'} of facts for which all conditions hold</summary>
    <ul>${first.map(({ facts, values = {} }, i) => html`<li key=${i}>${facts.map(({ description }) => description).join('; ')}${Object.keys(values).length > 0 && html` <span class="muted">${Object.entries(values).map(([name, value]) => `${name} = ${value}`).join(', ')}</span>`}</li>`)}</ul>
  </details>`;
