import { html } from '../core/html.js';
import { href } from '../core/place.js';
import { useLocation } from '../core/router.js';

/**
 * Parts of a page that have addresses of their own.
 *
 * @param {{label: string, tabs: Array<{path: string, name: string, note?: any}>, isCurrent?: (path: string) => boolean}} properties
 */
export function Tabs({ label, tabs, isCurrent }) {
  const { path } = useLocation();
  const current = isCurrent ?? ((tab) => tab === path);
  return html`
    <nav class="tabs" aria-label=${label}>
      ${tabs.map((tab) => html`<a href=${href(tab.path)} aria-current=${current(tab.path) ? 'page' : undefined}>${tab.name}${tab.note && html` <span class="note">${tab.note}</span>`}</a>`)}
    </nav>`;
}
