/**
 * Lines of the audit log with intents and their outcomes brought together.
 *
 * @param {Array<object>} entries as the API has them, the youngest first
 * @returns {Array<{key: number, kind: 'change'|'begun'|'cut'|'open'|'denied'|'action', intent?: object, last: object}>}
 *     last is the outcome where there is one; begun: it ended, and how stands in a line that the
 *     filters leave out; cut: it never ended, and the service went on without it
 */
export function paired(entries) {
  const outcomes = new Set(entries.filter(({ kind }) => kind === 'outcome').map(({ requestId }) => requestId));
  const intents = new Map(entries.filter(({ kind }) => kind === 'intent').map((entry) => [entry.requestId, entry]));
  return entries.flatMap((entry) => {
    const key = entry.sequence;
    switch (entry.kind) {
      case 'outcome': return [{ key, kind: 'change', intent: intents.get(entry.requestId), last: entry }];
      case 'intent': return outcomes.has(entry.requestId) ? [] : [{ key, kind: stageOf(entry), intent: entry, last: entry }];
      case 'denied': return [{ key, kind: 'denied', last: entry }];
      default: return [{ key, kind: 'action', last: entry }];
    }
  });
}

const stageOf = (intent) => (intent.ended ? 'begun' : isFresh(intent) ? 'open' : 'cut');

/** So young that its outcome may still come. */
const FRESH_MILLIS = 60_000;
const isFresh = ({ at }) => Date.now() - new Date(at) < FRESH_MILLIS;
