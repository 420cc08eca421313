import { html, useEffect } from '../core/html.js';
import { unkept } from '../core/kept.js';
import { Lazy, match, useLocation } from '../core/router.js';
import { useSignal } from '../core/signal.js';
import { announce } from '../ui/announce.js';
import { Page } from '../ui/Page.js';
import { href } from '../core/place.js';
import { Header } from './Header.js';
import { routes } from './routes.js';
import { SignIn } from './SignIn.js';

/** All of the console: what stays on every page, and the page. */
export function App() {
  const { path } = useLocation();
  const lost = useSignal(unkept);
  useEffect(() => lost && announce('The browser has no room for what you write: a refresh loses it.'), [lost]);
  const found = match(routes, path);
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the page</a>
    <${Header} />
    <main id="main" tabindex="-1">
      ${found
        ? html`<${Lazy} key=${found.route.pattern.split('/')[0] + JSON.stringify(found.parameters.id ?? '')} load=${found.route.load} ...${found.parameters} />`
        : html`<${Page} title="Not found"><p>There is no page here. <a href=${href('')}>To the overview</a></p><//>`}
    </main>
    <${SignIn} />`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}
