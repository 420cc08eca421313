import { dayTimes, sizeOf } from '/ui/timeAxis.js';
import { roomAbove } from '/ui/marks.js';
import { equal, so } from './expect.js';

const midnight = () => new Date().setHours(0, 0, 0, 0) / 1_000;

export const tests = {
  'today needs no day'() {
    const labels = dayTimes([midnight(), midnight() + 3_600], midnight());
    equal(labels, ['00:00', '01:00']);
    equal(sizeOf(labels), 28);
  },
  'a day stands beneath the time at which it begins, when not all is today'() {
    const labels = dayTimes([midnight() - 3_600, midnight(), midnight() + 3_600], midnight() - 3_600);
    equal(labels.map((label) => label.split('\n')[0]), ['23:00', '00:00', '01:00']);
    equal(labels.map((label) => label.includes('\n')), [true, true, false]);
    equal(sizeOf(labels), 42);
  },
  'an axis without labels yet has a height'() {
    equal(sizeOf(null), 28);
  },
  'names of marks get room above the lines'() {
    const [none, one, two, many] = [[], [{}], [{}, {}], Array(9).fill({})].map(roomAbove);
    so(none < one && one < two && two === many, [none, one, two, many].join(' '));
  },
};
