import { read } from './api.js';
import { useCallback, useEffect, useRef, useState } from './html.js';
import { apiUrl } from './place.js';
import { reading } from './reading.js';
import { signal } from './signal.js';

/** `connecting`, `live`, or `broken`: then documents are read again every few seconds instead. */
export const line = signal('connecting');

/** Whether the service can reach its database, as far as it said. */
export const storeIsUp = signal(true);

const SETTLE_MILLIS = 120;
const WITHOUT_LINE_MILLIS = 10_000;
const SILENCE_MILLIS = 50_000;
const REST_MILLIS = 20_000;
const REOPEN_MILLIS = 5_000;
const listeners = new Set();
let source;
let lastId = '';
let heardAt = Date.now();

function tell(topics) {
  [...listeners].forEach((listener) => listener(topics));
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

/**
 * Calls back when something changed.
 *
 * @param {string[]} topics such as `incidents` or `incident:ID`; what a reset means is everything
 */
export function useLive(topics, changed) {
  const latest = useRef(changed);
  latest.current = changed;
  const wanted = topics.join(' ');
  useEffect(() => {
    if (!wanted) {
      return undefined;
    }
    const own = new Set(wanted.split(' '));
    let timer;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        latest.current();
      }, SETTLE_MILLIS);
    };
    const listener = (told) => (told === null || told.some((topic) => own.has(topic))) && soon();
    listeners.add(listener);
    const poll = setInterval(() => line.get() !== 'live' && !document.hidden && latest.current(), WITHOUT_LINE_MILLIS);
    return () => {
      listeners.delete(listener);
      clearTimeout(timer);
      clearInterval(poll);
    };
  }, [wanted]);
}

/**
 * A document of the API, read again whenever one of the topics changed. While it is read again, and
 * when that fails, the last one stays.
 *
 * @param {string|null} path below api/v1; null reads nothing
 * @param {string[]} topics that concern it
 * @returns {{data: any, etag: string|null, problem: Error|null, loading: boolean, readAt: Date|null, reload: Function}}
 */
export function useDocument(path, topics = []) {
  const [state, setState] = useState({ path, data: undefined, etag: null, problem: null, loading: path !== null, readAt: null });
  const running = useRef(null);
  const reload = useCallback(() => (running.current ? running.current.again() : Promise.resolve()), []);
  useEffect(() => {
    setState((before) => (before.path === path ? before : { path, data: undefined, etag: null, problem: null, loading: path !== null, readAt: null }));
    if (path === null) {
      return undefined;
    }
    const own = reading(async (signal) => {
      try {
        const { data, etag } = await read(path, { signal });
        if (!signal.aborted) {
          setState({ path, data, etag, problem: null, loading: false, readAt: new Date() });
        }
      } catch (problem) {
        if (!signal.aborted) {
          setState((before) => ({ ...(before.path === path ? before : { path }), problem, loading: false }));
        }
      }
    });
    running.current = own;
    own.again();
    return () => {
      own.end();
      running.current = null;
    };
  }, [path]);
  useLive(topics, reload);
  useLive(['session'], reload);
  const fits = state.path === path;
  return { ...(fits ? state : { data: undefined, etag: null, problem: null, loading: path !== null, readAt: null }), reload };
}

/** Everybody reads anew: somebody signed in or out. */
export const sessionChanged = () => tell(['session']);
