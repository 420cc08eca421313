import { html } from '../../core/html.js';

/**
 * What is wrong with a policy, each with its place.
 *
 * @param {{problems: Array<{key: string, file: string, line?: number, found: string, allowed: string, didYouMean?: string}>, onLine?: (line: number) => void}} properties
 *     onLine goes to a line of the text
 */
export const Problems = ({ problems, onLine }) => html`
  <ul class="problems" aria-label="Problems of the policy">
    ${problems.map((problem, i) => html`
      <li key=${i}>
        <p>${place(problem, onLine)} <code>${problem.key}</code></p>
        <p>Found ${problem.found}; it takes ${problem.allowed}.${problem.didYouMean ? html` Did you mean <b>${problem.didYouMean}</b>?` : ''}</p>
      </li>`)}
  </ul>`;

function place({ file, line }, onLine) {
  if (!line) {
    return onLine ? '' : html`<b>${file}</b>`;
  }
  return onLine ? html`<button type="button" class="link" onClick=${() => onLine(line)}>Line ${line}</button>` : html`<b>${file}:${line}</b>`;
}
