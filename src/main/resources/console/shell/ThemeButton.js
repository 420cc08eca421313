import { html, useState } from '../core/html.js';
import { Icon } from '../ui/Icon.js';

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)').matches;
const isDark = () => (document.documentElement.dataset.theme ?? (systemIsDark() ? 'dark' : 'light')) === 'dark';

/** Light or dark, kept for this browser; what the system says until one is chosen. */
export function ThemeButton() {
  const [dark, setDark] = useState(isDark());
  const change = () => {
    const next = dark ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('fivewhys.theme', next);
    } catch {
      // Then it lasts as long as the page.
    }
    setDark(!dark);
  };
  return html`<button type="button" class="quiet theme-button" aria-label=${dark ? 'Light theme' : 'Dark theme'} title=${dark ? 'Light theme' : 'Dark theme'} onClick=${change}><${Icon} name=${dark ? 'sun' : 'moon'} /></button>`;
}
