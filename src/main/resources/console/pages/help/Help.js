import { html } from '../../core/html.js';
import { Page, Section } from '../../ui/Page.js';
import { Access } from './Access.js';
import { Acting } from './Acting.js';
import { Arithmetic } from './Arithmetic.js';
import { Pages } from './Pages.js';
import { Signs } from './Signs.js';

const PARTS = [
  ['pages', 'What each page is for', Pages],
  ['signs', 'What signs and states mean', Signs],
  ['confidence', 'How a confidence comes about', Arithmetic],
  ['acting', 'Acting: policy, guards, stop switch', Acting],
  ['access', 'Signing in, keyboard, API', Access],
];

/** The console's own help. */
export default function Help() {
  return html`
    <${Page} title="Help">
      <p class="lead">Fivewhys looks at each gateway every few seconds. When routes answer more 5xx than usual it says why, what to do now, and what to change for good. It tells people, and does what the policy allows.</p>
      <nav class="row" aria-label="On this page">${PARTS.map(([id, title]) => html`<a key=${id} href=${`#${id}`} onClick=${(event) => jump(event, id)}>${title}</a>`)}</nav>
      ${PARTS.map(([id, title, part]) => html`<${Section} key=${id} id=${id} title=${title}><${part} /><//>`)}
    <//>`;
}

/** A link to a part, whatever the page's base is. */
function jump(event, id) {
  event.preventDefault();
  const part = document.getElementById(id);
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
  part.scrollIntoView();
}
