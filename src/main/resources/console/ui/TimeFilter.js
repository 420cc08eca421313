import { html, useId } from '../core/html.js';
import { useQuery } from '../core/router.js';

/**
 * A moment that filters: in the address it is an ISO 8601 time in UTC, so that it means the same to
 * whoever gets the link; it is shown in the reader's zone.
 *
 * @param {{name: string, label: string}} properties
 */
export function TimeFilter({ name, label }) {
  const [query, change] = useQuery();
  const id = useId();
  const chosen = (event) => change({ [name]: event.target.value && new Date(event.target.value).toISOString() });
  return html`<div class="field moment"><label for=${id}>${label}</label><input id=${id} type="datetime-local" value=${local(query[name])} onChange=${chosen} /></div>`;
}

/** As a field for local times takes it, to the minute; empty for what is no time. */
function local(iso) {
  const date = new Date(iso ?? '');
  return Number.isNaN(date.getTime()) ? '' : new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
