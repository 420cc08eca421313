/**
 * Lines of the audit log with intents and their outcomes brought together.
 *
 * @param {Array<object>} entries as the API has them, the youngest first
 * @param {number} now in milliseconds since 1970
 * @returns {Array<{key: number, kind: 'change'|'begun'|'open'|'late'|'cut'|'denied'|'action', intent?: object, last: object}>}
 *     last is the outcome where there is one; begun: it ended, and how stands in a line that the
 *     filters leave out; open: it is under way; late: it is, or was cut short; cut: it never ended, and
 *     the service went on without it
 */
export function paired(entries, now = Date.now()) {
  const outcomes = new Set(entries.filter(({ kind }) => kind === 'outcome').map(({ requestId }) => requestId));
  const intents = new Map(entries.filter(({ kind }) => kind === 'intent').map((entry) => [entry.requestId, entry]));
  return entries.flatMap((entry) => {
    const key = entry.sequence;
    switch (entry.kind) {
      case 'outcome': return [{ key, kind: 'change', intent: intents.get(entry.requestId), last: entry }];
      case 'intent': return outcomes.has(entry.requestId) ? [] : [{ key, kind: stageOf(entry, now), intent: entry, last: entry }];
      case 'denied': return [{ key, kind: 'denied', last: entry }];
      default: return [{ key, kind: 'action', last: entry }];
    }
  });
}

/** Most changes take no longer. */
const SHORT_MILLIS = 60_000;
/** No change takes longer: rules that are put in force pass cases and a back-test before. */
const LONGEST_MILLIS = 600_000;

function stageOf({ ended, at }, now) {
  if (ended) {
    return 'begun';
  }
  const age = now - new Date(at);
  return age < SHORT_MILLIS ? 'open' : age < LONGEST_MILLIS ? 'late' : 'cut';
}
