import { html } from '../core/html.js';
import { session, signingIn, signOut } from '../core/session.js';
import { useSignal } from '../core/signal.js';
import { ActionButton } from '../ui/ActionButton.js';
import { Icon } from '../ui/Icon.js';

/** Who one is, and the way in or out. */
export function Account() {
  const now = useSignal(session);
  if (!now?.signedIn) {
    return html`<button type="button" class="account" aria-label="Sign in" onClick=${() => signingIn.set(true)}><${Icon} name="person" /><span>Sign in</span></button>`;
  }
  return html`
    <span class="account"><span class="who" title=${`Signed in as ${now.actor}`}><${Icon} name="person" /><span>${now.actor.replace('person:', '')}</span></span>
      <${ActionButton} small onPress=${signOut} done="Signed out">Sign out<//></span>`;
}
