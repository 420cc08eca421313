import { rowsOf } from '/pages/overview/parts/overviewRows.js';
import { equal } from './expect.js';

const incident = (id, gateway, severity, hour, quietSince) => ({ id, gateway, severity, startedAt: `2026-11-22T0${hour}:00:00Z`, title: id, ...(quietSince ? { quietSince } : {}) });
const seen = (name) => ({ name, namespace: 'shop', verdict: 'diagnosed', sweptAt: '2026-11-22T09:59:50Z', interval: 'PT15S', symptoms: 1 });

export const tests = {
  'the gravest and oldest that goes on speaks for its gateway, not the newest'() {
    const newestFirst = [
      incident('newest', 'one', 'minor', 9),
      incident('later', 'one', 'critical', 8),
      incident('other', 'two', 'minor', 7),
      incident('earlier', 'one', 'critical', 6),
      incident('quiet', 'one', 'critical', 5, '2026-11-22T09:00:00Z'),
    ];
    const rows = rowsOf([seen('two'), seen('one')], newestFirst, Date.parse('2026-11-22T10:00:00Z'));
    equal(rows.map((row) => [row.gateway.name, row.state, row.incidents.map(({ id }) => id)]), [['one', 'critical', ['earlier', 'later', 'newest', 'quiet']], ['two', 'warning', ['other']]]);
    equal(newestFirst[0].id, 'newest', 'what was given stays as it was');
  },
};
