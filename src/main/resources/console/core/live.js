import { read } from './api.js';
import { useCallback, useEffect, useRef, useState } from './html.js';
import { line, listen } from './line.js';
import { reading } from './reading.js';

const SETTLE_MILLIS = 120;
const WITHOUT_LINE_MILLIS = 10_000;

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
    const end = listen(listener);
    const poll = setInterval(() => line.get() !== 'live' && !document.hidden && latest.current(), WITHOUT_LINE_MILLIS);
    return () => {
      end();
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
