import { html } from '../../../core/html.js';
import { Icon } from '../../../ui/Icon.js';

/** Runbooks of a cause: a link where it is an address, a name where it is the team's own file. */
export const Runbooks = ({ runbooks }) => runbooks.length > 0 && html`
  <div><h3>Runbooks</h3><ul class="plain-list">${runbooks.map((it) => html`<li key=${it}><${Icon} name="file" /> ${/^https?:\/\//.test(it) ? html`<a href=${it} rel="noreferrer" target="_blank">${it}</a>` : html`<code>${it}</code>`}</li>`)}</ul></div>`;
