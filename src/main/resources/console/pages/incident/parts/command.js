import { send } from '../../../core/api.js';

/**
 * Has something done with an incident, once for each key.
 *
 * @param {string} id of the incident
 * @param {string} path such as `acknowledge`
 * @throws {Error|import('../../../core/api.js').ApiProblem} also when the service answered that nothing changed, with why
 */
export async function command(id, path, body, key) {
  const { data } = await send('POST', `incidents/${id}/${path}`, body, { key });
  if (!data.applied) {
    throw new Error(data.why ?? 'Nothing changed.');
  }
  return data.incident;
}
