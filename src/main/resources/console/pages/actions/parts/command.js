import { send } from '../../../core/api.js';

/** The service answered, and nothing changed: why stands in the message. */
export class NotApplied extends Error {
  /** @param {{guard: string, limit: string, value: string, words: string}|undefined} refusal */
  constructor(refusal) {
    super(refusal ? `${refusal.words.charAt(0).toUpperCase()}${refusal.words.slice(1)} (limit: ${refusal.limit}; is: ${refusal.value})` : 'Nothing changed.');
    this.refusal = refusal;
  }
}

/**
 * Has something done with an action, once for each key.
 *
 * @param {string} path below api/v1, such as `actions/ID/approve`
 * @param {object} body with a reason, which is left out where it is empty
 * @param {string} key under which the service does it once
 * @param {(action: object) => any} [onMoved] told how the same action stands where it was not done, since what was shown may be old
 * @returns {Promise<object>} the action as it is then
 * @throws {NotApplied|import('../../../core/api.js').ApiProblem}
 */
export async function command(path, { reason = '', ...body }, key, onMoved) {
  const said = reason.trim();
  const { data } = await send('POST', path, said ? { ...body, reason: said } : body, { key });
  if (!data.applied) {
    if (data.action && path.includes(data.action.id)) {
      await onMoved?.(data.action);
    }
    throw new NotApplied(data.refusal);
  }
  return data.action;
}
