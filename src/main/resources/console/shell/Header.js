import { html, useEffect, useState } from '../core/html.js';
import { line, storeIsUp } from '../core/line.js';
import { href } from '../core/place.js';
import { useLocation } from '../core/router.js';
import { useSignal } from '../core/signal.js';
import { Icon } from '../ui/Icon.js';
import { State } from '../ui/State.js';
import { Account } from './Account.js';
import { navigation } from './routes.js';
import { StopSwitch } from './StopSwitch.js';
import { ThemeButton } from './ThemeButton.js';

/** What is in reach on every page: the way to the others, the stop switch, who one is. */
export function Header() {
  const { path } = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  return html`
    <header class="top">
      <button type="button" class="quiet menu-button" aria-label="Menu" aria-expanded=${open ? 'true' : 'false'} aria-controls="navigation" onClick=${() => setOpen(!open)}><${Icon} name="menu" /><span>Menu</span></button>
      <a class="brand" href=${href('')}><strong>Fivewhys</strong></a>
      <${Line} />
      <span class="grow"></span>
      <${StopSwitch} />
      <${ThemeButton} />
      <${Account} />
    </header>
    <nav id="navigation" class=${open ? 'side open' : 'side'} aria-label="Console" onKeyDown=${(event) => event.key === 'Escape' && setOpen(false)}>
      ${navigation.map((group) => html`
        <div class="nav-group">
          ${group.name && html`<p class="nav-name">${group.name}</p>`}
          <ul>${group.links.map(([to, name]) => html`<li><a href=${href(to)} aria-current=${isHere(to, path) ? 'page' : undefined}>${name}</a></li>`)}</ul>
        </div>`)}
      <div class="nav-phone"><${Account} /><${ThemeButton} /></div>
    </nav>`;
}

const isHere = (to, path) => (to === '' ? path === '' || path.startsWith('gateways/') : path === to || path.startsWith(`${to}/`) || (to === 'incidents' && path.startsWith('diagnoses/')));

/** Whether what is shown follows what happens. */
function Line() {
  const state = useSignal(line);
  const up = useSignal(storeIsUp);
  if (!up) {
    return html`<${State} tone="warning" title="What is shown may be old, and nothing can be changed."><span>Database down</span><//>`;
  }
  const shown = { live: ['good', 'Live', 'Changes are shown as they happen.'], connecting: ['busy', 'Connecting', ''], broken: ['warning', 'Not live', 'The line is broken; everything is read again every ten seconds until it is back.'] };
  const [tone, word, title] = shown[state];
  return html`<span class="line" role="status"><${State} tone=${tone} title=${title}>${word}<//></span>`;
}
