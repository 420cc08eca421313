/** How long a silence lasts: minutes and word. */
export const presets = [['30', '30 minutes'], ['60', '1 hour'], ['120', '2 hours'], ['240', '4 hours'], ['480', '8 hours'], ['1440', '1 day'], ['10080', '1 week']];

/** Instead of one of these: until a time of the reader's. */
export const EXACT = 'exact';

/** A time as a browser's field has it, in the reader's zone; null where there is none. */
const moment = (local) => {
  const date = local ? new Date(local) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
};

export const startOf = (form) => moment(form.start);

/**
 * What the API takes, from what the form holds.
 *
 * @param {{gateway: string, category: string, subject: string, start: string, lasts: string, end: string, reason: string}} form
 * @param {Date} now
 */
export function silenceOf(form, now) {
  const start = startOf(form);
  const end = form.lasts === EXACT ? moment(form.end) : new Date((start ?? now).getTime() + Number(form.lasts) * 60_000);
  const body = {
    gateway: form.gateway,
    category: form.category,
    subject: form.subject.trim(),
    startsAt: start?.toISOString(),
    endsAt: end?.toISOString(),
    reason: form.reason.trim(),
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value));
}
