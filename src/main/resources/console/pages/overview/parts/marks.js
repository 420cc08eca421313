import { words } from '../../../core/format.js';

const at = (time) => new Date(time).getTime() / 1_000;

/**
 * What charts mark of a gateway: where incidents began and where something was done.
 *
 * @param {object[]} incidents of any gateway
 * @param {object[]} actions of any gateway
 */
export const marksOf = (name, incidents, actions) => [
  ...incidents.filter(({ gateway }) => gateway === name).map((it) => ({ at: at(it.startedAt), name: it.cause ? words(it.cause.category) : 'Incident', colour: '--critical' })),
  ...actions.filter(({ gateway, actedAt }) => gateway === name && actedAt).map((it) => ({ at: at(it.actedAt), name: words(it.action), colour: '--accent' })),
];
