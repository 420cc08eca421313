import { personName } from '../core/format.js';
import { html, useEffect } from '../core/html.js';
import { readSession, session, signingIn, signOut } from '../core/session.js';
import { useSignal } from '../core/signal.js';
import { ActionButton } from '../ui/ActionButton.js';
import { announce } from '../ui/announce.js';
import { Icon } from '../ui/Icon.js';

const CHECK_AGAIN_MILLIS = 5_000;
const READ_MILLIS = 20_000;

/** Who one is, and the way in or out. */
export function Account() {
  const now = useSignal(session);
  const unsure = now === null || Boolean(now.unchecked);
  useEffect(() => {
    const again = unsure && setInterval(() => readSession().catch(() => {}), CHECK_AGAIN_MILLIS);
    return () => clearInterval(again);
  }, [unsure]);
  if (now === null) {
    return html`<${Unsure} because="The service has not said yet whether you are signed in; it is asked again every few seconds">Sign-in not known yet<//>`;
  }
  if (now.unchecked) {
    return html`<${Unsure} because="The database does not answer, so it is not known whether somebody signed out of this session" may=${html`<${Out} />`}>Sign-in not checked<//>`;
  }
  if (!now.signedIn) {
    return html`<button type="button" class="account" aria-label="Sign in" onClick=${() => signingIn.set(true)}><${Icon} name="person" /><span>Sign in</span></button>`;
  }
  return html`
    <span class="account"><span class="who" title=${`Signed in as ${personName(now.actor)}`}><${Icon} name="person" /><span>${personName(now.actor)}</span></span>
      <${Out} /></span>`;
}

/** Also while nothing can be checked: this browser forgets the session in any case. */
const Out = () => html`<${ActionButton} small onPress=${async () => announce(await signOut(), READ_MILLIS)}>Sign out<//>`;

const Unsure = ({ because, may, children }) => html`<span class="account"><span class="who" title=${because}><${Icon} name="person" /><span>${children}</span></span>${may}</span>`;
