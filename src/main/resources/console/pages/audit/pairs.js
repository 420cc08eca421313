/** `[value, word]` of what one can look for. */
export const kinds = [['denied', 'Denied'], ['change', 'Changes by people'], ['action', 'Steps of actions and files'], ['cut', 'Cut short']];

/**
 * Lines of the audit log with intents and their outcomes brought together.
 *
 * @param {Array<object>} entries as the API has them, the youngest first
 * @returns {Array<{key: string, kind: 'change'|'cut'|'open'|'denied'|'action', intent?: object, last: object}>}
 *     last is the outcome where there is one; cut: it never came, and the service went on without it
 */
export function paired(entries) {
  const outcomes = new Map(entries.filter(({ kind }) => kind === 'outcome').map((entry) => [entry.requestId, entry]));
  const intents = new Map(entries.filter(({ kind }) => kind === 'intent').map((entry) => [entry.requestId, entry]));
  return entries.flatMap((entry, i) => {
    const key = `${entry.requestId} ${entry.kind} ${entry.at} ${entry.operation}`;
    switch (entry.kind) {
      case 'outcome': return [{ key, kind: 'change', intent: intents.get(entry.requestId), last: entry }];
      case 'intent': return outcomes.has(entry.requestId) ? [] : [{ key, kind: i === 0 || isFresh(entry) ? 'open' : 'cut', intent: entry, last: entry }];
      case 'denied': return [{ key, kind: 'denied', last: entry }];
      default: return [{ key, kind: 'action', last: entry }];
    }
  });
}

/** So young that its outcome may still come. */
const FRESH_MILLIS = 60_000;
const isFresh = ({ at }) => Date.now() - new Date(at) < FRESH_MILLIS;

/** Whether an entry is of a kind and contains a text, in lower case. */
export function fits({ kind, intent, last }, wanted, text) {
  const isWanted = !wanted || wanted === kind || (wanted === 'change' && ['cut', 'open'].includes(kind));
  const all = [last.actor, last.claimedAuthor, last.operation, last.path, last.outcome, last.detail, intent?.detail, last.requestId];
  return isWanted && (!text || all.some((each) => String(each ?? '').toLowerCase().includes(text)));
}
