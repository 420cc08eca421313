import { html } from '../../../core/html.js';
import { Code } from '../../../ui/Code.js';

/**
 * How to make a source see again.
 *
 * @param {{steps: Array<{words: string, example?: string}>, open: boolean, source: string}} properties folded unless open
 */
export function Advice({ steps, open, source }) {
  const list = html`
    <ol class="advice-steps">
      ${steps.map((step, i) => html`<li key=${step.words}><p>${step.words}</p>${step.example && html`<${Code} text=${step.example} label=${`${source}: step ${i + 1}`} />`}</li>`)}
    </ol>`;
  return open
    ? html`<div class="advice"><p class="advice-title">How to fix it</p>${list}</div>`
    : html`<details class="advice"><summary>What can be done</summary>${list}</details>`;
}
