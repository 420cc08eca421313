import { count, seconds, span } from '../../../core/format.js';

/** States of a gateway, the worst first: tone and word. */
export const STATES = {
  critical: ['critical', 'Critical'],
  warning: ['warning', 'Warning'],
  unknown: ['unknown', 'Unknown'],
  healthy: ['good', 'Healthy'],
};

export const ORDER = Object.keys(STATES);

const GRAVE = ['critical', 'major'];

/** Looks that may be missed before what they saw counts no more. */
const MISSED_LOOKS = 4;
const LEAST_SECONDS = 120;

/** Of another replica's gateway only what was kept is known, which is not every look. */
const ELSEWHERE_SECONDS = 1_800;

/**
 * How a gateway is, and why one says so. What nobody has seen, or has seen too long ago, is unknown.
 *
 * @param {object} gateway one of GET /gateways
 * @param {object[]|undefined} incidents its incidents that are not resolved; undefined when nobody knows them
 * @param {number} now in milliseconds since the epoch
 * @returns {{state: string, why: string}}
 */
export function stateOf(gateway, incidents, now) {
  const going = (incidents ?? []).filter(({ quietSince }) => !quietSince);
  if (going.some(({ severity }) => GRAVE.includes(severity))) {
    return { state: 'critical', why: going.length === 1 ? 'an incident is open' : `${going.length} incidents are open` };
  }
  if (going.length > 0) {
    return { state: 'warning', why: 'a minor incident is open' };
  }
  const blindness = notSeen(gateway, incidents, now);
  if (blindness) {
    return { state: 'unknown', why: blindness };
  }
  if (gateway.verdict === 'inconclusive') {
    return { state: 'warning', why: 'it fails, and nothing says why yet' };
  }
  if (incidents.length > 0) {
    return { state: 'warning', why: 'an incident is quiet, and not resolved yet' };
  }
  if (gateway.verdict === 'diagnosed') {
    return { state: 'warning', why: 'the last look found a cause' };
  }
  if (gateway.alertsFiring > 0) {
    return { state: 'warning', why: alertsWords(gateway) };
  }
  return { state: 'healthy', why: '' };
}

/** `2 alerts fire`. */
export const alertsWords = ({ alertsFiring }) => (alertsFiring === 1 ? '1 alert fires' : `${count(alertsFiring)} alerts fire`);

function notSeen(gateway, incidents, now) {
  if (!gateway.sweptAt) {
    return gateway.elsewhere ? 'another replica looks at it, and nothing of it is kept yet' : 'never looked at';
  }
  if (gateway.failure) {
    return 'its last look failed';
  }
  const age = (now - new Date(gateway.sweptAt)) / 1_000;
  const most = gateway.elsewhere ? ELSEWHERE_SECONDS : Math.max(LEAST_SECONDS, MISSED_LOOKS * (seconds(gateway.interval) ?? 0));
  if (age > most) {
    return `not looked at for ${span(age)}`;
  }
  if (!gateway.verdict) {
    return 'no diagnosis was made yet';
  }
  if (gateway.verdict === 'inconclusive' && !gateway.symptoms) {
    return 'its traffic cannot be seen';
  }
  return incidents === undefined ? 'whether an incident is open cannot be read' : '';
}
