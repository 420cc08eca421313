import { actorNamed } from '/core/actors.js';
import { html, render } from '/core/html.js';
import { operationNamed, operationWords } from '/pages/audit/operations.js';
import { TextFilter } from '/ui/Filters.js';
import { equal, until } from './expect.js';

export const tests = {
  'a bare name is that of a person, unless it is known otherwise'() {
    equal(['ann', 'ann.b-c', 'person:ann', 'admin', 'admin (Ada)', 'fivewhys', 'slack: Ann (U1)'].map((it) => actorNamed(it)),
      ['person:ann', 'person:ann.b-c', 'person:ann', 'admin', 'admin (Ada)', 'fivewhys', 'slack: Ann (U1)']);
    equal(actorNamed('settings', ['settings']), 'settings');
  },
  'an operation is found by its name and by the words that stand in the list'() {
    const known = ['mitigation-policy', 'approveAction', 'restart'];
    equal(['approveAction', 'Approve action', 'approve Action', 'Mitigation policy', 'Restart', 'put all rules', 'neverSeen'].map((it) => operationNamed(it, known)),
      ['approveAction', 'approveAction', 'approveAction', 'mitigation-policy', 'restart', 'putAllRules', 'neverSeen']);
    equal(['mitigation-policy', 'approveAction', 'createSession'].map(operationWords), ['Mitigation policy', 'Approve action', 'Sign in']);
    equal(['Sign in', 'sign out', 'createSession'].map((it) => operationNamed(it, known)), ['createSession', 'deleteSession', 'createSession']);
  },
  async 'names that were offered once stay, and the address has what is meant'() {
    const place = document.body.appendChild(document.createElement('div'));
    const show = (known) => render(html`<${TextFilter} name="actor" label="Who" known=${known} meaning=${actorNamed} />`, place);
    show(['person:ann', 'person:bob']);
    const field = place.querySelector('input');
    field.value = 'ann';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => new URLSearchParams(location.search).get('actor') === 'person:ann', 'the address');
    show([]);
    await new Promise((resume) => setTimeout(resume));
    equal([...place.querySelectorAll('option')].map((it) => it.value), ['person:ann', 'person:bob']);
    equal(field.value, 'ann');
    field.value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => location.search === '', 'the empty address');
    render(null, place);
    place.remove();
  },
};
