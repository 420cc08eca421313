import { html } from '../../core/html.js';
import { href } from '../../core/place.js';
import { State } from '../../ui/State.js';

/**
 * What is wrong with a draft, each with the way to its place.
 *
 * @param {{problems: object[], path?: string, onPlace?: (problem: object) => void}} properties
 *     path is the file that is open: its problems come first, and pressing one goes there
 */
export function Problems({ problems, path, onPlace, label = 'Problems' }) {
  const sorted = [...problems].sort((a, b) => Number(b.file === path) - Number(a.file === path) || Number(Boolean(a.warning)) - Number(Boolean(b.warning)));
  return html`
    <ul class="rule-problems" aria-label=${label}>
      ${sorted.map((it, i) => html`
        <li key=${i} class=${it.warning ? 'is-warning' : undefined}>
          <p><${State} tone=${it.warning ? 'warning' : 'critical'}>${it.warning ? 'Warning' : 'Problem'}<//> ${place(it, path, onPlace)}</p>
          <p>${it.message}</p>
          ${it.text && html`<p><code>${it.text.trim()}</code></p>`}
          ${it.advice && html`<p class="muted">${it.advice}</p>`}
        </li>`)}
    </ul>`;
}

function place(problem, path, onPlace) {
  const { file, line, column, rule } = problem;
  if (!file) {
    return rule ? html`<b>${rule}</b>` : '';
  }
  const words = `${file === path ? '' : file}${line ? `${file === path ? 'Line ' : ':'}${line}${column && file !== path ? `:${column}` : ''}` : ''}` || file;
  const way = file === path && onPlace
    ? html`<button type="button" class="link" onClick=${() => onPlace({ line, column, focus: true })}>${words}</button>`
    : html`<a href=${href(`rules/files/${file}`, { line: line || undefined })}>${words}</a>`;
  return html`${way}${rule ? html` <span class="muted">${rule}</span>` : ''}`;
}
