import { callsOf, canAcknowledge } from '/pages/incident/parts/calls.js';
import { equal } from './expect.js';

const NEXT = '2026-11-22T10:20:00Z';
const BY = { by: 'person:ann', at: '2026-11-22T10:10:00Z' };
const of = (more, next) => ({ state: 'open', escalation: { level: 0, ...(next ? { next } : {}) }, ...more });

export const tests = {
  'what the service does by itself calls nobody off'() {
    const mitigating = of({ state: 'mitigating', mitigated: { by: 'fivewhys' } }, NEXT);
    equal([callsOf(mitigating), canAcknowledge(mitigating)], ['counting', true]);
    equal([callsOf(of({}, NEXT)), canAcknowledge(of({}, NEXT))], ['counting', true]);
  },
  'nobody is called while it is quiet'() {
    equal(callsOf(of({ state: 'verifying', quietSince: NEXT }, NEXT)), 'quiet');
  },
  'only somebody who has it takes care of it'() {
    equal(callsOf(of({ state: 'mitigating', acknowledged: BY })), 'taken');
    equal(canAcknowledge(of({ state: 'mitigating', acknowledged: BY })), false);
    equal(callsOf(of({})), 'none');
  },
  'what is over is neither called about nor taken on'() {
    const over = of({ state: 'resolved', resolved: BY });
    equal([callsOf(over), canAcknowledge(over)], ['over', false]);
  },
};
