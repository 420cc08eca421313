/** Responses by class and 5xx by code; those beyond the usual four are added up. */
const CLASSES = [['2xx', '--series-2xx', '2'], ['3xx', '--series-3xx', '3'], ['4xx', '--series-4xx', '4'], ['5xx', '--series-5xx', '5']];
const CODES = ['500', '502', '503', '504'];

/** A longer way from one point to the next than this many steps is a gap. */
const GAP_STEPS = 2.5;

/**
 * What charts show of GET /gateways/{name}/traffic. Where nothing is known, and where a look is
 * missing, the values are null.
 *
 * @returns {{times: number[], classes: object[], codes: object[], range: [number, number], last: object|null}}
 *     rates per second; last is the last point when it is known
 */
export function seriesOf(traffic) {
  const points = withGaps(traffic.points, traffic.stepSeconds);
  const values = (of) => points.map((point) => (point.known ? of(point) : null));
  const classes = CLASSES.map(([name, colour, digit]) => ({
    name, colour, values: values((point) => (point.errorsOnly && digit !== '5' ? null : sum(point, (code) => code.startsWith(digit)))),
  }));
  const codes = CODES.map((code) => ({ name: code, colour: `--series-${code}`, values: values((point) => point.perSecond[code] ?? 0) }));
  codes.push({ name: 'other', colour: '--series-other', dash: [4, 3], values: values((point) => sum(point, (code) => code.startsWith('5') && !CODES.includes(code))) });
  const last = traffic.points.at(-1);
  return { times: points.map(({ at }) => seconds(at)), classes, codes, range: [seconds(traffic.since), seconds(traffic.until)], last: last?.known ? last : null };
}

/** Share of 5xx among all responses of a point; null where there is no total. */
export function errorShare(point) {
  const all = point && !point.errorsOnly ? sum(point, () => true) : 0;
  return all > 0 ? sum(point, (code) => code.startsWith('5')) / all : null;
}

/** Responses per second of a point; null where only failures are counted. */
export const rate = (point) => (point && !point.errorsOnly ? sum(point, () => true) : null);

const seconds = (at) => new Date(at).getTime() / 1_000;

const sum = ({ perSecond }, fits) => Object.entries(perSecond).reduce((all, [code, value]) => (fits(code) ? all + value : all), 0);

function withGaps(points, step) {
  const filled = [];
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    if (before && seconds(point.at) - seconds(before.at) > GAP_STEPS * step) {
      filled.push({ at: new Date((seconds(before.at) + step) * 1_000).toISOString(), known: false });
    }
    filled.push(point);
  }
  return filled;
}
