const hours = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

const ONE_LINE_PIXELS = 28;
const TWO_LINES_PIXELS = 42;

/**
 * What stands at an axis of time: hours and minutes, and beneath them the day where one begins,
 * unless all is today.
 *
 * @param {number[]} times in seconds since the epoch
 * @param {number} from where the axis begins, likewise
 * @returns {string[]}
 */
export function dayTimes(times, from) {
  const today = days.format(new Date());
  const dates = times.map((at) => new Date(at * 1_000));
  const dayOf = dates.map((date) => days.format(date));
  const dated = [days.format(new Date(from * 1_000)), ...dayOf].some((day) => day !== today);
  return dates.map((date, i) => (dated && dayOf[i] !== dayOf[i - 1] ? `${hours.format(date)}\n${dayOf[i]}` : hours.format(date)));
}

/** Height of the axis in pixels; labels are those of dayTimes, if there are any yet. */
export const sizeOf = (labels) => (labels?.some((label) => label.includes('\n')) ? TWO_LINES_PIXELS : ONE_LINE_PIXELS);
