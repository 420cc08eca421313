import { html } from '../core/html.js';
import { Ago } from '../core/time.js';
import { Refusal } from './Refusal.js';

/**
 * What a document is shown with: that it is being read, that it could not be, that it is old.
 *
 * @param {{of: object, children: (data: any) => any, what?: string}} properties of is what useDocument gives
 */
export function Loaded({ of, what = 'This', children }) {
  const { data, problem, loading, readAt, reload } = of;
  if (data === undefined) {
    return loading
      ? html`<p class="loading" role="status">Loading…</p>`
      : html`<div><${Refusal} problem=${problem} /><button type="button" onClick=${reload}>Try again</button></div>`;
  }
  return html`
    ${problem && html`<p class="stale" role="status">${what} is as of <${Ago} at=${readAt} />${problem.needsSignIn ? '.' : `: ${problem.message}`}</p>`}
    <${Refusal} problem=${problem?.needsSignIn ? problem : null} />
    ${children(data)}`;
}

/** Nothing to show, and what to do first. */
export const Empty = ({ title, children }) => html`<div class="empty"><p><strong>${title}</strong></p><p>${children}</p></div>`;
