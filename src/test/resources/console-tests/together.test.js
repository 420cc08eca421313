import { together } from '/pages/incident/parts/together.js';
import { equal } from './expect.js';

const read = (data, at) => ({ data, problem: null, loading: false, readAt: at, reload: () => Promise.resolve() });
const asked = { data: undefined, problem: null, loading: true, readAt: null, reload: () => Promise.resolve() };
const failed = { ...asked, problem: { message: 'no' }, loading: false };
const said = (...documents) => {
  const { data, problem, loading } = together(documents);
  return [data === undefined ? 'unknown' : data, problem?.message ?? null, loading];
};

export const tests = {
  'nothing is known before all are read'() {
    equal(said(read(1), asked), ['unknown', null, true]);
    equal(said(asked, read([])), ['unknown', null, true]);
    equal(said(read(1), read([])), [[1, []], null, false]);
    equal(said(read(null), read([])), [[null, []], null, false], 'one that is known to be gone is known');
  },
  'one that cannot be read is why, also while another is still asked for'() {
    equal(said(read(1), failed), ['unknown', 'no', false]);
    equal(said(failed, read([])), ['unknown', 'no', false]);
    equal(said(asked, failed), ['unknown', 'no', false]);
  },
  'what was read once stays, and is as old as the one that fails'() {
    const stale = { ...read([], 7), problem: { message: 'later no' } };
    equal(said(read(1, 9), stale), [[1, []], 'later no', false]);
    equal(together([read(1, 9), stale]).readAt, 7);
  },
  async 'all are asked again'() {
    const again = [];
    const one = (name) => ({ ...failed, reload: async () => again.push(name) });
    await together([one('a'), one('b')]).reload();
    equal(again, ['a', 'b']);
  },
};
