import { points, steps } from '/pages/incident/parts/arithmetic.js';
import { equal } from './expect.js';

export const tests = {
  'prior, evidence and competition add up before the eyes of who reads'() {
    const made = steps({ prior: -9, competition: -1.5, evidence: [{ statement: 'for', rule: 'A', weight: 12 }, { statement: 'against', rule: 'B', weight: -2 }] });
    equal(made.map(({ kind, before, sum }) => [kind, before, sum]), [['prior', 0, -9], ['evidence', -9, 3], ['evidence', 3, 1], ['competition', 1, -0.5]]);
    equal(made.map(({ name }) => name).slice(1, 3), ['for', 'against']);
  },
  'an old diagnosis without a prior is not added up'() {
    equal(steps({ evidence: [] }), null);
  },
  'a weight has a digit after the point only where it says something'() {
    equal([points(0), points(12), points(-2), points(2.25)], ['0', '+12', '−2', '+2.3']);
  },
};
