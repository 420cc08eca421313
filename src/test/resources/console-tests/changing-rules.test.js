import { html, render } from '/core/html.js';
import { Activate } from '/pages/rules/Activate.js';
import { Candidate } from '/pages/rules/Shadow.js';
import { equal, until } from './expect.js';
import { answering, json, page, problem } from './stub.js';

const CANDIDATE = 'c0ffee'.repeat(10);
const SHADOW = { state: 'running', candidate: CANDIDATE, base: 'f00d'.repeat(16), author: 'person:ann', startedAt: '2030-01-01T12:00:00Z', endsAt: '2030-01-02T12:00:00Z', countingSince: '2030-01-01T12:00:00Z', evaluated: 3, different: 0, failed: 0, skipped: 0 };
const WORK = { draft: { base: { id: 'b', number: 4 }, files: { 'a/a.drl': { text: 'rule', etag: '"t1"' } } }, settle: () => {}, rebase: () => {} };

/** Shows something while it is used. */
async function showing(what, use) {
  const place = document.body.appendChild(document.createElement('div'));
  const show = (it) => render(it, place);
  show(what);
  try {
    await use(place, show);
  } finally {
    render(null, place);
    place.remove();
  }
}

const button = (place, name) => [...place.querySelectorAll('button')].find((it) => it.textContent.trim() === name);
const press = async (place, name) => {
  await until(() => button(place, name), name);
  button(place, name).click();
};
const keyOf = ({ headers }) => headers['Idempotency-Key'];

export const tests = {
  async 'pressing Activate again after the answer was lost is the same request'() {
    let tries = 0;
    const asked = await answering(({ method }) => {
      tries += method === 'PUT' ? 1 : 0;
      return method !== 'PUT' ? json(200, {}) : tries <= 3 ? page(504) : json(200, { revision: 'r', status: 'activated', detail: 'In force.', checks: { passed: true, steps: [] } });
    }, () => showing(html`<${Activate} rules=${{}} work=${WORK} reload=${async () => {}} />`, async (place) => {
      await press(place, 'Activate…');
      await until(() => place.querySelector('dialog input'), 'the field');
      place.querySelector('dialog input').value = 'because';
      place.querySelector('dialog input').dispatchEvent(new Event('input', { bubbles: true }));
      await until(() => button(place, 'Check and activate').getAttribute('aria-disabled') !== 'true', 'the button');
      await press(place, 'Check and activate');
      await until(() => place.textContent.includes('504'), 'what the proxy said');
      await press(place, 'Check and activate');
      await until(() => place.textContent.includes('In force.'), 'that it is in force');
    }));
    const puts = asked.filter(({ method }) => method === 'PUT');
    equal(puts.length, 4);
    equal(puts.map(({ headers }) => headers['If-Match']), Array(4).fill('"t1"'));
    equal([new Set(puts.map(keyOf)).size, Boolean(keyOf(puts[0]))], [1, true]);
  },
  async 'the candidate is ended that was looked at, also when another runs by now'() {
    const other = { ...SHADOW, candidate: 'dead'.repeat(16) };
    const of = (shadow) => html`<${Candidate} shadow=${shadow} reload=${async () => {}} onPromote=${() => {}} />`;
    const asked = await answering(() => problem(412, 'another-candidate'), () => showing(of(SHADOW), async (place, show) => {
      await press(place, 'End…');
      show(of(other));
      await press(place, 'End the shadow');
      await until(() => place.textContent.includes('Another candidate runs by now in the place of c0ffeec0ff'), 'the refusal');
    }));
    equal(asked.map(({ method, headers }) => [method, headers['If-Match'], Boolean(headers['Idempotency-Key'])]), [['DELETE', `"${CANDIDATE}"`, true]]);
  },
};
