import { read } from '/core/api.js';
import { html, render } from '/core/html.js';
import { line, listen } from '/core/line.js';
import { session, signingIn } from '/core/session.js';
import { Account } from '/shell/Account.js';
import { Loaded } from '/ui/Loaded.js';
import { equal, so } from './expect.js';
import { answering, json, problem } from './stub.js';

const isSession = ({ url }) => url.endsWith('/session');
const soon = () => new Promise((resume) => setTimeout(resume));

/** The text and the buttons of something that is shown. */
function shown(what) {
  const place = document.createElement('div');
  render(what, place);
  const seen = { text: place.textContent, buttons: [...place.querySelectorAll('button')].map((it) => it.textContent) };
  render(null, place);
  return seen;
}

export const tests = {
  async 'whichever page hears that nobody is signed in, the session is read once'() {
    const told = [];
    const end = listen((topics) => told.push(topics));
    session.set({ signedIn: true, actor: 'person:ann' });
    const answer = (request) => (isSession(request) ? json(200, { signedIn: false, reading: true }) : problem(401, 'session-ended'));
    const asked = await answering(answer, async () => {
      await Promise.allSettled([read('rules'), read('gateways')]);
      await soon();
      await Promise.allSettled([read('rules')]);
      await soon();
    });
    end();
    equal(asked.filter(isSession).length, 1);
    equal([session.get().signedIn, signingIn.get()], [false, false]);
    equal(told, [['session']]);
  },
  async 'where reading needs a token too, one is asked for'() {
    session.set({ signedIn: true, actor: 'person:ann' });
    const answer = (request) => (isSession(request) ? json(200, { signedIn: false, reading: false }) : problem(401, 'session-expired'));
    await answering(answer, async () => {
      await Promise.allSettled([read('rules')]);
      await soon();
    });
    so(signingIn.get(), 'no token is asked for');
    signingIn.set(false);
  },
  'what was read before the session ended stays, with the way to sign in beside it'() {
    const of = (status, code) => ({ data: 'the rules', readAt: new Date(), problem: Object.assign(new Error('No.'), { status, code, needsSignIn: status === 401 }) });
    const out = shown(html`<${Loaded} of=${of(401, 'session-ended')}>${(data) => html`<p>${data}</p>`}<//>`);
    equal(out.buttons, ['Sign in']);
    so(out.text.includes('This session was signed out') && out.text.includes('the rules'), out.text);
    equal(shown(html`<${Loaded} of=${of(503, 'store-unavailable')}>${(data) => html`<p>${data}</p>`}<//>`).buttons, []);
  },
  'who is signed in is not known before the service has said it'() {
    session.set(null);
    equal(shown(html`<${Account} />`), { text: 'Sign-in not known yet', buttons: [] });
    session.set({ signedIn: false, reading: true });
    equal(shown(html`<${Account} />`), { text: 'Sign in', buttons: ['Sign in'] });
  },
  'one may leave while the session cannot be checked'() {
    session.set({ signedIn: false, reading: true, unchecked: true });
    equal(shown(html`<${Account} />`), { text: 'Sign-in not checkedSign out', buttons: ['Sign out'] });
  },
  async 'once the line is back it is asked whether the session still is'() {
    session.set({ signedIn: true, actor: 'person:ann' });
    const asked = await answering(() => json(200, { signedIn: false, reading: true }), async () => {
      line.set('broken');
      await soon();
      line.set('live');
      await soon();
      await soon();
    });
    equal([asked.filter(isSession).length, session.get().signedIn], [1, false]);
  },
};
