import { effectOf } from '../../actions/parts/words.js';

const BEFORE_MILLIS = 10 * 60_000;
const AFTER_MILLIS = 10 * 60_000;
const STEP_MILLIS = 10 * 60_000;
const MOST_MILLIS = 7 * 86_400_000;
const CODES = ['500', '502', '503', '504'];

/**
 * From a while before the first error to a while after the end; where it goes on, to a time that is
 * the same for some minutes, so that it is not asked for anew all the time.
 *
 * @returns {{since: string, until: string}}
 */
export function period({ startedAt, resolved }, now) {
  const end = resolved ? new Date(resolved.at).getTime() + AFTER_MILLIS : Math.ceil(now / STEP_MILLIS) * STEP_MILLIS + STEP_MILLIS;
  const begin = Math.max(new Date(startedAt).getTime() - BEFORE_MILLIS, end - MOST_MILLIS);
  return { since: new Date(begin).toISOString(), until: new Date(end).toISOString() };
}

/**
 * Failing responses per second by code; of a look that saw nothing, a gap.
 *
 * @param {{points: object[]}} traffic as the API has it
 */
export function failures({ points }) {
  const seen = new Set(points.flatMap((point) => Object.keys(point.perSecond).filter((code) => code.startsWith('5'))));
  const codes = [...seen].sort();
  return {
    times: points.map((point) => new Date(point.at).getTime() / 1_000),
    series: (codes.length > 0 ? codes : ['500']).map((code) => ({
      name: code,
      colour: CODES.includes(code) ? `--series-${code}` : '--series-other',
      fill: true,
      values: points.map((point) => (point.known ? point.perSecond[code] ?? 0 : null)),
    })),
  };
}

/** Closer than this, in seconds, two marks are one. */
const TOGETHER_SECONDS = 30;

/** Where the errors began, where something was begun and done, and where it was seen whether it helped. */
export function marksOf(incident, actions) {
  const seconds = (at) => new Date(at).getTime() / 1_000;
  const marks = [{ at: seconds(incident.startedAt), name: 'errors begin', colour: '--critical' }];
  for (const { begunAt, actedAt, effect, after } of actions) {
    const together = begunAt && actedAt && seconds(actedAt) - seconds(begunAt) < TOGETHER_SECONDS;
    if (begunAt && !together) {
      marks.push({ at: seconds(begunAt), name: 'begun', colour: '--accent' });
    }
    if (actedAt) {
      marks.push({ at: seconds(actedAt), name: together ? 'begun, done' : 'done', colour: '--accent' });
    }
    if (effect && after) {
      const [tone, word] = effectOf(effect);
      marks.push({ at: seconds(after.at), name: word.toLowerCase(), colour: `--${tone}` });
    }
  }
  return marks;
}
