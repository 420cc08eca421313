import { send } from '../../../core/api.js';

/** The service answered, and nothing changed: why stands in the message. */
export class NotApplied extends Error {
  /** @param {{guard: string, limit: string, value: string, words: string}|undefined} refusal */
  constructor(refusal) {
    super(refusal ? `${refusal.words} (limit: ${refusal.limit}; is: ${refusal.value})` : 'Nothing changed.');
    this.refusal = refusal;
  }
}

/**
 * Has something done with an action, once for each key.
 *
 * @param {string} path below api/v1, such as `actions/ID/approve`
 * @param {object} body with a reason, which is left out where it is empty
 * @returns {Promise<object>} the action as it is then
 * @throws {NotApplied|import('../../../core/api.js').ApiProblem}
 */
export async function command(path, { reason = '', ...body }, key) {
  const said = reason.trim();
  const { data } = await send('POST', path, said ? { ...body, reason: said } : body, { key });
  if (!data.applied) {
    throw new NotApplied(data.refusal);
  }
  return data.action;
}
