import { marksOf } from '/pages/incident/parts/failures.js';
import { equal } from './expect.js';

const INCIDENT = { startedAt: '2026-11-22T10:00:00Z' };
const acted = (effect) => ({ begunAt: '2026-11-22T10:05:00Z', actedAt: '2026-11-22T10:07:00Z', effect, after: effect && { at: '2026-11-22T10:10:00Z' } });

export const tests = {
  'a mark says whether it helped, in a colour that means the same'() {
    const last = (effect) => marksOf(INCIDENT, [acted(effect)]).slice(3).map(({ name, colour }) => [name, colour]);
    equal(['recovered', 'not_yet', 'worse', 'cannot_tell'].map(last), [[['recovered', '--good']], [['no better yet', '--warning']], [['worse', '--critical']], [['cannot tell', '--unknown']]]);
    equal(last(undefined), []);
  },
  'what was begun and done at once is one mark'() {
    const at = '2026-11-22T10:05:00Z';
    equal(marksOf(INCIDENT, [{ begunAt: at, actedAt: '2026-11-22T10:05:20Z' }]).map(({ name }) => name), ['errors begin', 'begun, done']);
    equal(marksOf(INCIDENT, [acted()]).map(({ name }) => name), ['errors begin', 'begun', 'done']);
  },
};
