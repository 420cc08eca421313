import { html } from '../../core/html.js';
import { Page } from '../../ui/Page.js';

export default function Help() {
  return html`<${Page} title="Help"><p>…</p><//>`;
}
