import { read, send } from './api.js';
import { connect, tell } from './line.js';
import { signal } from './signal.js';

/** `{signedIn, actor, expiresAt, reading}`; null as long as it is not known. */
export const session = signal(null);

/** Whether the dialog that asks for a token is open. */
export const signingIn = signal(false);

export async function readSession() {
  const { data } = await read('session');
  session.set(data);
  if (!data.signedIn && !data.reading) {
    signingIn.set(true);
  }
  return data;
}

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

export async function signOut() {
  await send('DELETE', 'session');
  await readSession();
  connect();
  tell(['session']);
}
