import { ApiProblem, send } from '/core/api.js';
import { html, render } from '/core/html.js';
import { ActionButton } from '/ui/ActionButton.js';
import { equal, so } from './expect.js';
import { answering, json, page, problem } from './stub.js';

const keyOf = ({ headers }) => headers['Idempotency-Key'];
const said = () => [...document.querySelectorAll('.announced p')].map((it) => it.textContent);
const failure = (promise) => promise.then(() => null, (it) => it);
/** A button that is there while something is done with it; what it does takes no time. */
async function withButton(properties, work) {
  const place = document.body.appendChild(document.createElement('div'));
  render(html`<${ActionButton} ...${properties}>Do it<//>`, place);
  const press = async () => {
    place.querySelector('button').click();
    await new Promise((resume) => setTimeout(resume));
  };
  try {
    await work(press);
  } finally {
    render(null, place);
    place.remove();
  }
}

export const tests = {
  async 'what a proxy cut off is sent again under the same key'() {
    const answers = [page(504), page(502), json(200, { done: true })];
    let data;
    const asked = await answering(() => answers.shift(), async () => { ({ data } = await send('POST', 'actions', { a: 1 }, { key: 'k' })); });
    equal(data, { done: true });
    equal(asked.length, 3);
    equal(new Set(asked.map(keyOf)).size, 1);
  },
  async 'another condition is another request, as it is for the service'() {
    const asked = await answering(() => json(200, {}), async () => {
      for (const ifMatch of ['"a"', '"a"', '"b"']) {
        await send('POST', 'rules/shadow/promote', undefined, { key: 'k', ifMatch });
      }
    });
    const keys = asked.map(keyOf);
    equal([keys[0] === keys[1], keys[1] === keys[2]], [true, false]);
  },
  async 'while the first request is under way its answer is waited for'() {
    const answers = [...Array(5).fill(0).map(() => problem(409, 'request-in-flight', { 'Retry-After': '0' })), json(200, { done: true })];
    let data;
    const asked = await answering(() => answers.shift(), async () => { ({ data } = await send('POST', 'actions', {}, { key: 'k' })); });
    equal(data, { done: true });
    equal(asked.length, 6);
    equal(new Set(asked.map(keyOf)).size, 1);
  },
  async 'it is waited for no longer than patience lasts, and without a key nothing is sent twice'() {
    let refused;
    await answering(() => problem(409, 'request-in-flight', { 'Retry-After': '0' }), async () => { refused = await failure(send('POST', 'actions', {}, { key: 'k', patience: 30 })); });
    so(refused.isUnderWay || refused.status === 0, 'it waits for ever');
    const asked = await answering(() => page(504), async () => { refused = await failure(send('POST', 'actions', {})); });
    equal([asked.length, refused.status], [1, 504]);
  },
  'only what was answered needs another key'() {
    const open = (status, code = '') => new ApiProblem(status, { type: `urn:fivewhys:problem:${code}` }).leavesItOpen;
    equal([0, 500, 502, 504].map((it) => open(it)), [true, true, true, true]);
    equal([open(409, 'request-in-flight'), open(409, 'conflict'), open(422), open(401)], [true, false, false, false]);
  },
  async 'pressing again takes the same key until the service has said what came of it'() {
    const came = [[504, ''], [409, 'request-in-flight'], [422, 'refused'], [422, 'refused']];
    const keys = [];
    const onPress = async (key) => {
      const [status, code] = came[keys.length];
      keys.push(key);
      throw new ApiProblem(status, { type: `urn:fivewhys:problem:${code}`, detail: 'no' });
    };
    await withButton({ onPress }, async (press) => {
      for (let i = 0; i < came.length; i += 1) {
        await press();
      }
    });
    equal(keys.map((it) => keys.indexOf(it)), [0, 0, 0, 3]);
  },
  async 'what was not done is not said to be done'() {
    await withButton({ onPress: async () => false, done: 'It is refused' }, (press) => press());
    await withButton({ onPress: async () => undefined, done: 'It is done' }, (press) => press());
    equal(said(), ['It is done']);
    await withButton({ onPress: async () => false, done: 'It is refused' }, (press) => press());
    equal(said(), ['It is done']);
  },
};
