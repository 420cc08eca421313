import { apiUrl } from './place.js';
import { signal } from './signal.js';

/** `connecting`, `live`, or `broken`: then documents are read again every few seconds instead. */
export const line = signal('connecting');

/** Whether the service can reach its database, as far as it said. */
export const storeIsUp = signal(true);

const SILENCE_MILLIS = 50_000;
const REST_MILLIS = 20_000;
const REOPEN_MILLIS = 5_000;
const listeners = new Set();
let source;
let lastId = '';
let heardAt = Date.now();

/** Tells all who listen that topics have changed; null is everything. */
export function tell(topics) {
  [...listeners].forEach((listener) => listener(topics));
}

/**
 * Listens to what changes.
 *
 * @param {(topics: string[]|null) => void} listener null is everything
 * @returns {Function} ends it
 */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Opens the stream of events. A browser resumes a broken one by itself; one that was refused, as by
 * a service that is going down, is opened anew here. Both begin after the last event that was heard.
 */
export function connect() {
  source?.close();
  source = new EventSource(apiUrl(lastId ? `events?lastEventId=${encodeURIComponent(lastId)}` : 'events'));
  const own = source;
  heardAt = Date.now();
  const on = (name, heard) => own.addEventListener(name, (event) => {
    heardAt = Date.now();
    lastId = event.lastEventId || lastId;
    heard(event);
  });
  on('beat', () => line.set('live'));
  on('open', () => line.set('live'));
  on('changed', (event) => tell(JSON.parse(event.data).topics));
  on('reset', () => tell(null));
  on('store', (event) => storeIsUp.set(JSON.parse(event.data).up));
  own.addEventListener('error', () => {
    line.set('broken');
    if (own.readyState === EventSource.CLOSED && own === source) {
      setTimeout(() => own === source && connect(), REOPEN_MILLIS);
    }
  });
}

// A line can die without a word, as on a phone that slept: the service beats every fifteen seconds.
setInterval(() => {
  if (source && source.readyState !== EventSource.CLOSED && Date.now() - heardAt > SILENCE_MILLIS) {
    line.set('broken');
    connect();
  }
}, 5_000);

// Over HTTP/1.1 a browser has six connections for all tabs of a service; one that nobody looks at needs none.
let resting;
document.addEventListener('visibilitychange', () => {
  clearTimeout(resting);
  if (document.hidden) {
    resting = setTimeout(() => source?.close(), REST_MILLIS);
  } else if (source && source.readyState === EventSource.CLOSED) {
    line.set('connecting');
    connect();
  }
});

addEventListener('pagehide', () => source?.close());
addEventListener('pageshow', (event) => event.persisted && connect());
