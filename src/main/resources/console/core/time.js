import { html, useEffect, useState } from './html.js';
import { span } from './format.js';

const today = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const before = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const long = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' });

const utc = (date) => `${date.toISOString().replace('T', ' ').slice(0, 19)} UTC`;
const titled = (date) => `${utc(date)} · ${long.format(date)}`;
const sameDay = (a, b) => a.toDateString() === b.toDateString();

/** A moment in the reader's zone as a text, with the day unless it is today. */
export const moment = (at) => (sameDay(new Date(at), new Date()) ? today : before).format(new Date(at));

/** A moment in the reader's zone; UTC on hover. Absent is said to be unknown. */
export function Time({ at, otherwise = 'unknown' }) {
  if (!at) {
    return html`<span class="muted">${otherwise}</span>`;
  }
  const date = new Date(at);
  return html`<time datetime=${date.toISOString()} title=${titled(date)}>${moment(date)}</time>`;
}

/** The time of day, again every so many milliseconds. */
export function useNow(everyMillis = 1_000) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMillis);
    return () => clearInterval(timer);
  }, [everyMillis]);
  return now;
}

/** How long ago something was, counting. */
export function Ago({ at, otherwise = 'never' }) {
  const now = useNow(5_000);
  if (!at) {
    return html`<span class="muted">${otherwise}</span>`;
  }
  const date = new Date(at);
  return html`<time datetime=${date.toISOString()} title=${titled(date)}>${span((now - date) / 1_000)} ago</time>`;
}

/** How long something has lasted. */
export function Age({ since, until }) {
  const now = useNow(5_000);
  const from = new Date(since);
  return html`<time datetime=${from.toISOString()} title=${`since ${titled(from)}`}>${span(((until ? new Date(until) : now) - from) / 1_000)}</time>`;
}

/** Time left until something, second by second; then what has happened by then. */
export function Countdown({ to, over = 'now' }) {
  const now = useNow(1_000);
  const date = new Date(to);
  const left = Math.ceil((date - now) / 1_000);
  const shown = left <= 0 ? over : left < 3_600 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` : span(left);
  return html`<time class="countdown" datetime=${date.toISOString()} title=${titled(date)} role="timer" aria-live="off">${shown}</time>`;
}
