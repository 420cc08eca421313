import { html, render } from '/core/html.js';
import { session } from '/core/session.js';
import { useCheck, Verdict } from '/pages/policy/check.js';
import { equal, until } from './expect.js';
import { answering, json, problem } from './stub.js';

const Checked = ({ text }) => html`<${Verdict} of=${useCheck(text)} />`;

export const tests = {
  async 'the verdict is that of the text as it is, and comes once one has signed in'() {
    const place = document.body.appendChild(document.createElement('div'));
    const show = (text) => render(html`<${Checked} text=${text} />`, place);
    const says = (text) => until(() => place.textContent.includes(text), `${text} instead of ${place.textContent}`);
    let known = true;
    session.set({ signedIn: true, actor: 'person:ann' });
    const asked = await answering(() => (known ? json(200, { rules: 2 }) : problem(401, 'no-token')), async () => {
      show('a: 1');
      await says('It can be put in force');
      show('a: 2');
      await says('Checking');
      await says('It can be put in force');
      known = false;
      session.set({ signedIn: false, reading: true });
      show('a: 3');
      await says('it is checked once you have signed in');
      known = true;
      session.set({ signedIn: true, actor: 'person:ann' });
      await says('It can be put in force');
    });
    render(null, place);
    place.remove();
    equal(asked.length, 4);
  },
};
