import { bytes, count, percent, personName, seconds, signed, span, subject, sure, words } from '/core/format.js';
import { equal } from './expect.js';

export const tests = {
  'what is not known is not zero'() {
    equal([count(undefined), count(null), count(0)], ['unknown', 'unknown', '0']);
    equal([percent(undefined), percent(null), percent(Number.NaN), percent(0)], ['unknown', 'unknown', 'unknown', '0 %']);
  },
  'small shares have a digit, large ones none'() {
    equal([percent(0.004), percent(0.0999), percent(0.1), percent(0.5), percent(1), percent(0.5, 2)], ['0.4 %', '10.0 %', '10 %', '50 %', '100 %', '50.00 %']);
  },
  'nothing is wholly sure'() {
    equal([sure(1), sure(0.9999), sure(0.994), sure(0.99), sure(0.5)].map((it) => it.replace('\u00a0', ' ')), ['99.9 %', '99.9 %', '99.4 %', '99 %', '50 %']);
  },
  'a length of time has one or two units'() {
    equal([-3, 0, 89.9, 90, 5_399, 5_400, 11_100, 172_799, 172_800, 187_200].map(span), ['0 s', '0 s', '89 s', '1 min', '89 min', '1 h 30 min', '3 h 5 min', '47 h 59 min', '2 d', '2 d 4 h']);
  },
  'durations of the API are read'() {
    equal(['PT20M', 'PT1H30M', 'PT0.5S', 'P1DT1H', 'P400D', undefined, 'soon'].map(seconds), [1_200, 5_400, 0.5, 90_000, 34_560_000, null, null]);
  },
  'a weight has its sign and a size its unit'() {
    equal([signed(12), signed(-2.25), signed(0, 0)], ['+12.0', '−2.3', '+0']);
    equal([bytes(0), bytes(1_023), bytes(1_024), bytes(32 * 1_024 ** 2), bytes(1_024 ** 5)], ['0 B', '1023 B', '1.0 KiB', '32.0 MiB', '1024.0 TiB']);
  },
  'people are called by their names, others as what they are'() {
    equal(['person:ann', 'admin', 'fivewhys', 'ann', undefined].map(personName), ['ann', 'admin', 'fivewhys', 'ann', '']);
  },
  'names of the API are words'() {
    equal([words('deployment_issue'), words('scale-out'), words(undefined)], ['Deployment issue', 'Scale out', '']);
    equal([subject({ kind: 'Deployment', namespace: 'shop', name: 'orders' }), subject({ kind: 'Node', name: 'n1' }), subject(undefined)], ['Deployment shop/orders', 'Node n1', '']);
  },
};
