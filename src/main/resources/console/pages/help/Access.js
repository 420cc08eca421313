import { html } from '../../core/html.js';
import { apiUrl } from '../../core/place.js';

const KEYS = [
  ['Tab', 'from one control to the next; the first leads past the navigation'],
  ['Enter', 'follows a link, presses a button'],
  ['Escape', 'closes a dialog; nothing is sent'],
  ['Arrows', 'scroll a table or a text that has the focus'],
];

/** Signing in, the keyboard, the contract. */
export const Access = () => html`
  <p>Changing something needs a token: your own (in the directory of the setting access.people-directory), under which your name stands in every journal, or the admin token, which is nobody in particular; the service says where that is when it starts. The token is not kept in this browser: you get a pass for 12 hours in a cookie that no script can read. “Sign out” ends it.</p>
  <p>A button that is pressed twice acts once, also over a broken line: each press carries a key under which the service does it once.</p>
  <h3>Keyboard</h3>
  <dl class="facts">${KEYS.map(([key, what]) => html`<dt key=${key}><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl>
  <h3>API</h3>
  <p>The console speaks only the API that everybody can: <a href=${apiUrl('/openapi.yaml')}>openapi.yaml</a> describes it. The same is in reach of a terminal: <code>fivewhys --help</code>.</p>`;
