import { html, useEffect, useMemo, useState } from './html.js';
import { below, href } from './place.js';
import { signal, useSignal } from './signal.js';

const here = () => ({ path: below(new URL(location.href)) ?? '', search: location.search, hash: location.hash });
const place = signal(here());

/** Goes to a page, `navigate('incidents/42')`, or replaces the address of this one. */
export function navigate(path, { query = {}, replace = false } = {}) {
  const to = href(path, query);
  const samePage = below(new URL(to, location.href)) === place.get().path;
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  place.set(here());
  if (!samePage) {
    scrollTo(0, 0);
  }
}

addEventListener('popstate', () => place.set(here()));

/** Links of the console change the page without loading it anew; all others are the browser's. */
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return;
  }
  const url = new URL(link.href, document.baseURI);
  const path = below(url);
  if (link.target || link.hasAttribute('download') || path === null || /^(api|health|metrics|openapi\.yaml|assets)(\/|$)/.test(path)) {
    return;
  }
  if (path === place.get().path && url.search === location.search && url.hash) {
    return;
  }
  event.preventDefault();
  navigate(path + url.search + url.hash);
});

/** `{path, search, hash}`; the path without slashes around it. */
export const useLocation = () => useSignal(place);

/**
 * Parameters of the address, where filters live.
 *
 * @returns {[Object<string, string>, (changes: object) => void]} an empty value takes one away
 */
export function useQuery() {
  const { path, search } = useLocation();
  const query = useMemo(() => Object.fromEntries(new URLSearchParams(search)), [search]);
  const change = (changes) => navigate(path, { query: { ...Object.fromEntries(new URLSearchParams(location.search)), ...changes }, replace: true });
  return [query, change];
}

/**
 * The page for an address.
 *
 * @param routes `[pattern, load, title]`; a pattern such as `incidents/:id` or `rules/files/*rest`
 */
export function match(routes, path) {
  for (const route of routes) {
    const parameters = matched(route.pattern, path);
    if (parameters) {
      return { route, parameters };
    }
  }
  return null;
}

function matched(pattern, path) {
  try {
    return parametersOf(pattern, path);
  } catch {
    // Percent signs that mean nothing: there is no such page.
    return null;
  }
}

function parametersOf(pattern, path) {
  const wanted = pattern.split('/');
  const parts = path.split('/');
  const parameters = {};
  for (const [i, want] of wanted.entries()) {
    if (want.startsWith('*')) {
      parameters[want.slice(1)] = parts.slice(i).map(decodeURIComponent).join('/');
      return parameters;
    }
    if (parts[i] === undefined || (!want.startsWith(':') && want !== parts[i]) || (want.startsWith(':') && !parts[i])) {
      return null;
    }
    if (want.startsWith(':')) {
      parameters[want.slice(1)] = decodeURIComponent(parts[i]);
    }
  }
  return parts.length === wanted.length ? parameters : null;
}

/** Loads the module of a page when it is needed. */
export function Lazy({ load, ...properties }) {
  const [page, setPage] = useState({ load: null });
  useEffect(() => {
    let wanted = true;
    load()
      .then((module) => wanted && setPage({ load, component: module.default }))
      .catch((failure) => wanted && setPage({ load, failure }));
    return () => { wanted = false; };
  }, [load]);
  if (page.load !== load) {
    return html`<p class="loading" role="status">Loading…</p>`;
  }
  if (page.failure) {
    return html`<p role="alert">This page could not be loaded: ${page.failure.message} <button onClick=${() => location.reload()}>Load it again</button></p>`;
  }
  return html`<${page.component} ...${properties} />`;
}
