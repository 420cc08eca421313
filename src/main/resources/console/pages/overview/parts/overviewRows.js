import { gravestFirst } from './gravestFirst.js';
import { ORDER, stateOf } from './state.js';

/**
 * Gateways with what is open of each, the worst first in both.
 *
 * @param {object[]} gateways of GET /gateways
 * @param {object[]|undefined} incidents that are not resolved, of all gateways
 */
export function rowsOf(gateways, incidents, now) {
  return gateways
    .map((gateway) => {
      const own = incidents?.filter((it) => it.gateway === gateway.name).sort(gravestFirst);
      return { gateway, incidents: own ?? [], ...stateOf(gateway, own, now) };
    })
    .sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || one.gateway.name.localeCompare(other.gateway.name));
}

/** Whether a row is one of those that the filters of the address leave. */
export function fits({ gateway, state, incidents }, { state: wanted, namespace, label, text }) {
  const labels = labelsOf(gateway);
  const said = [gateway.name, gateway.namespace, ...labels, gateway.summary, ...(gateway.blind ?? []), ...incidents.map(({ title }) => title)].join(' ').toLowerCase();
  return (!wanted || state === wanted) && (!namespace || gateway.namespace === namespace) && (!label || labels.includes(label)) && (!text || text.toLowerCase().split(/\s+/).every((word) => said.includes(word)));
}

/** Labels of a gateway as `team=shop`. */
export const labelsOf = ({ labels }) => Object.entries(labels ?? {}).map(([name, value]) => `${name}=${value}`);
