import { html } from '../../core/html.js';

const HOW = { added: 'new', removed: 'gone', changed: 'changed' };

/**
 * What changes from one revision to another: files, rules, and the lines.
 *
 * @param {{difference: {files: object[], rules: object[], unified: string}, label: string}} properties
 */
export function Unified({ difference: { files, rules, unified }, label }) {
  if (files.length === 0) {
    return html`<p class="muted">The two are the same.</p>`;
  }
  return html`
    <div class="stack">
      <p class="muted">${label}</p>
      <${Differing} name="Files" of=${files} /><${Differing} name="Rules" of=${rules} />
      <pre class="difference" tabindex="0" role="region" aria-label=${label}>${unified.replace(/\n$/, '').split('\n').map((line, i) => html`<span key=${i} class=${kind(line)}>${line || ' '}${'\n'}</span>`)}</pre>
    </div>`;
}

const Differing = ({ name, of }) => of.length > 0 && html`
  <details open=${of.length <= 8}><summary>${name}: ${of.length} ${of.length === 1 ? 'differs' : 'differ'}</summary>
    <ul class="plain-list">${of.map((it) => html`<li key=${it.name}><span class="chip">${HOW[it.how] ?? it.how}</span> ${it.name}</li>`)}</ul>
  </details>`;

function kind(line) {
  if (/^(?:---|\+\+\+|@@)/.test(line)) {
    return 'diff-skipped';
  }
  return line.startsWith('+') ? 'diff-new' : line.startsWith('-') ? 'diff-gone' : 'diff-same';
}
