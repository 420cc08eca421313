import { diff, hunks } from '/pages/policy/diff.js';
import { equal, randomOf, so } from './expect.js';

const signs = { same: ' ', gone: '-', new: '+' };
const drawn = (before, after) => diff(before, after).map(({ how, line }) => signs[how] + line);

export const tests = {
  'the same text differs nowhere'() {
    equal(drawn('a\nb\n', 'a\nb\n'), [' a', ' b', ' ']);
  },
  'a line in the middle, at the beginning and at the end'() {
    equal(drawn('a\nb\nc', 'a\nx\nc'), [' a', '-b', '+x', ' c']);
    equal(drawn('b', 'a\nb'), ['+a', ' b']);
    equal(drawn('a\nb', 'a'), [' a', '-b']);
  },
  'lines that come twice are kept as often as they are in both'() {
    equal(drawn('a\na', 'a\na\na'), [' a', ' a', '+a']);
  },
  'both texts can be read off it, whatever they are'() {
    const random = randomOf(7);
    const text = () => Array.from({ length: Math.floor(random() * 9) }, () => 'abc'[Math.floor(random() * 3)]).join('\n');
    for (let i = 0; i < 300; i += 1) {
      const [before, after] = [text(), text()];
      const steps = diff(before, after);
      const without = (how) => steps.filter((step) => step.how !== how).map(({ line }) => line).join('\n');
      equal([without('new'), without('gone')], [before, after]);
    }
  },
  'what is far from a change is folded'() {
    const before = Array.from({ length: 20 }, (_, i) => `line ${i}`);
    const after = before.with(10, 'changed');
    const shown = hunks(diff(before.join('\n'), after.join('\n')), 2);
    equal(shown.map(({ how, count, line }) => count ?? signs[how] + line), [8, ' line 8', ' line 9', '-line 10', '+changed', ' line 11', ' line 12', 7]);
    so(hunks(diff('a', 'a')).every(({ how }) => how === 'skipped'), 'nothing differs');
  },
};
