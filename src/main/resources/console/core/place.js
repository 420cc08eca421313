/**
 * Where the console is. The page's base element leads to the service's root whatever prefix a proxy
 * has put before it; it is read once, before navigation changes the address.
 */
const root = new URL(document.baseURI);
document.querySelector('base').href = root.href;

/** Address of a page, such as `href('incidents/42')`, with an optional query (an object). */
export function href(path, query = {}) {
  const url = new URL(path, root);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      url.searchParams.set(name, value);
    }
  }
  return url.pathname + url.search + url.hash;
}

/** Address of something of the API, such as `apiUrl('gateways')`. */
export const apiUrl = (path) => new URL(path.startsWith('/') ? path.slice(1) : `api/v1/${path}`, root).href;

/** What of an address lies below the root, without slashes around it; null when it is elsewhere. */
export function below(url) {
  if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) {
    return null;
  }
  return url.pathname.slice(root.pathname.length).replace(/\/+$/, '');
}
