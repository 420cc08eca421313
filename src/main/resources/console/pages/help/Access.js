import { html } from '../../core/html.js';
import { apiUrl } from '../../core/place.js';
import { session, signOut } from '../../core/session.js';
import { useSignal } from '../../core/signal.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { announce } from '../../ui/announce.js';

const READ_MILLIS = 20_000;

const KEYS = [
  ['Tab', 'from one control to the next; the first leads past the navigation'],
  ['Enter', 'follows a link, presses a button'],
  ['Escape', 'closes a dialog; nothing is sent'],
  ['Arrows', 'scroll a table or a text that has the focus'],
];

/** Ends what was begun on a laptop that is lost. */
function Everywhere() {
  const now = useSignal(session);
  if (!now?.signedIn) {
    return html`<p>Once signed in, you can end all your sessions here, in whichever browser they are.</p>`;
  }
  const whose = now.actor === 'admin' ? 'all sessions of the admin token, whoever has it,' : 'all your sessions';
  return html`<div class="buttons"><${ActionButton} onPress=${async () => announce(await signOut(true), READ_MILLIS)}>Sign out everywhere<//><span>It ends ${whose} in whichever browser they are.</span></div>`;
}

/** Signing in, the keyboard, the contract. */
export const Access = () => html`
  <p>Changing something needs a token: your own (in the directory of the setting access.people-directory), under which your name stands in every journal, or the admin token, which is nobody in particular; the service says where that is when it starts. The token is not kept in this browser: you get a pass for 12 hours in a cookie that no script can read. “Sign out” ends it: no copy of the cookie is good any more, here at once, at other replicas within two seconds as a rule. When its 12 hours are over, or the token is changed, you sign in again.</p>
  <${Everywhere} />
  <p>While the database does not answer, nobody knows whether somebody signed out. Then a pass reads what everybody may, and changes nothing; the header says “Sign-in not checked”. A cookie that somebody changed, or copied before its owner signed out, lets nobody in; the audit log has it among the denied.</p>
  <p>A button that is pressed twice acts once, also over a broken line: each press carries a key under which the service does it once.</p>
  <h3>Keyboard</h3>
  <dl class="facts">${KEYS.map(([key, what]) => html`<dt key=${key}><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl>
  <h3>API</h3>
  <p>The console speaks only the API that everybody can: <a href=${apiUrl('/openapi.yaml')}>openapi.yaml</a> describes it. The same is in reach of a terminal: <code>fivewhys --help</code>.</p>`;
