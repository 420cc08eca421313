import { read, send, whenUnknown } from './api.js';
import { connect, line, tell } from './line.js';
import { signal } from './signal.js';

/** `{signedIn, actor, expiresAt, reading, unchecked}`; null as long as it is not known. */
export const session = signal(null);

/** Whether the dialog that asks for a token is open. */
export const signingIn = signal(false);

export async function readSession() {
  const { data } = await read('session');
  session.set(data);
  if (!data.signedIn && !data.reading && !data.unchecked) {
    signingIn.set(true);
  }
  return data;
}

let looking = false;

/** Whether a session is over, or was ended elsewhere: then the header says so, and pages are read as by anybody. */
async function lookAgain() {
  if (looking || !session.get()?.signedIn) {
    return;
  }
  looking = true;
  try {
    const { signedIn } = await readSession();
    if (!signedIn) {
      tell(['session']);
    }
  } catch {
    // The next refusal asks again.
  } finally {
    looking = false;
  }
}

whenUnknown(lookAgain);

// Where anybody may read, nothing is refused to a session that is over; but its line is cut.
line.subscribe((now) => now === 'live' && lookAgain());

/**
 * The token goes to the service and is kept nowhere here; the browser gets a cookie that no script
 * can read.
 *
 * @throws {import('./api.js').ApiProblem}
 */
export async function signIn(token) {
  const { data } = await send('POST', 'session', undefined, { headers: { Authorization: `Bearer ${token}` } });
  session.set(data);
  signingIn.set(false);
  connect();
  tell(['session']);
}

/**
 * Ends the session, so that no copy of its cookie is good any more; the browser forgets it in any case.
 *
 * @param {boolean} everywhere all sessions that were begun with the same token, in whichever browser
 * @returns {Promise<string>} what came of it, in words
 * @throws {import('./api.js').ApiProblem}
 */
export async function signOut(everywhere = false) {
  let came = everywhere ? 'Signed out everywhere' : 'Signed out';
  try {
    await send('DELETE', everywhere ? 'session?everywhere=true' : 'session');
  } catch (problem) {
    if (problem.code !== 'not-ended') {
      throw problem;
    }
    came = problem.message;
  }
  await readSession();
  connect();
  tell(['session']);
  return came;
}
