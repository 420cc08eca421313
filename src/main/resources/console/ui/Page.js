import { html, useEffect, useRef } from '../core/html.js';

let first = true;

/**
 * A page with its one heading, which gets the focus after a navigation, so that a screen reader
 * begins there.
 *
 * @param {{title: string, heading?: any, aside?: any, children: any}} properties title of the document; heading when it differs
 */
export function Page({ title, heading, aside, children }) {
  const top = useRef(null);
  useEffect(() => {
    document.title = `${title} · Fivewhys`;
  }, [title]);
  useEffect(() => {
    if (!first) {
      top.current?.focus({ preventScroll: true });
    }
    first = false;
  }, []);
  return html`
    <div class="page">
      <header class="page-head"><h1 tabindex="-1" ref=${top}>${heading ?? title}</h1>${aside && html`<div class="page-aside">${aside}</div>`}</header>
      ${children}
    </div>`;
}

/** A part of a page under a heading of its own. */
export const Section = ({ title, aside, children, id }) => html`
  <section class="section" aria-label=${title} id=${id}><header><h2>${title}</h2>${aside && html`<div class="section-aside">${aside}</div>`}</header>${children}</section>`;
