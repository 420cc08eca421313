import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { Empty } from '../../ui/Loaded.js';
import { Refusal } from '../../ui/Refusal.js';
import { Difference } from '../policy/Difference.js';

/** How the draft differs from what is in force now. */
export function Changes({ work, rules }) {
  const files = Object.entries(work.changes);
  if (files.length === 0) {
    return html`<${Empty} title="Nothing is changed.">Open a file and write: what differs from the rules in force stands here.<//>`;
  }
  return html`<div class="stack">${files.map(([path, text]) => html`<${One} key=${path} path=${path} text=${text ?? ''} isThere=${rules.files.some((it) => it.path === path)} />`)}</div>`;
}

function One({ path, text, isThere }) {
  const active = useDocument(isThere ? `rules/files/${encodeURI(path)}` : null, ['rules']);
  if (isThere && active.data === undefined) {
    return active.problem ? html`<${Refusal} problem=${active.problem} />` : html`<p class="loading" role="status">Loading…</p>`;
  }
  return html`<${Difference} before=${isThere ? active.data : ''} after=${text} label=${`Difference of ${path}`} />`;
}
