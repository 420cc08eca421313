import { read } from '../core/api.js';
import { html, useCallback, useEffect, useRef, useState } from '../core/html.js';
import { useLive } from '../core/live.js';
import { reading } from '../core/reading.js';
import { Refusal } from './Refusal.js';

/**
 * A list that comes in pages, kept up to date as far as it has been read.
 *
 * @param {string} path below api/v1, with its filters
 * @param {string} field of the document that holds the rows; `next` is the cursor
 * @param {string[]} topics that concern it
 * @param {string} cursor name of the parameter that takes the cursor
 * @returns {{rows: any[]|undefined, last: object|undefined, problem: Error|null, more: boolean, readMore: Function, reload: Function, loading: boolean}}
 *     last is the document of the last page
 */
export function usePages(path, field, topics, cursor = 'cursor') {
  const [state, setState] = useState({ path, rows: undefined, last: undefined, next: null, problem: null, loading: true });
  const pages = useRef(1);
  const running = useRef(null);
  const load = useCallback(() => (running.current ? running.current.again() : Promise.resolve()), []);
  useEffect(() => {
    pages.current = 1;
    setState((before) => (before.path === path ? before : { ...before, path, loading: true }));
    const own = reading(async (signal) => {
      try {
        const { rows, last } = await all(path, field, cursor, pages.current, signal);
        if (!signal.aborted) {
          setState({ path, rows, last, next: last.next ?? null, problem: null, loading: false });
        }
      } catch (problem) {
        if (!signal.aborted) {
          setState((before) => ({ ...before, ...(before.path === path ? {} : { path, rows: undefined, last: undefined, next: null }), problem, loading: false }));
        }
      }
    });
    running.current = own;
    own.again();
    return () => {
      own.end();
      running.current = null;
    };
  }, [path, field, cursor]);
  useLive([...topics, 'session'], load);
  const readMore = () => {
    pages.current += 1;
    return load();
  };
  return { rows: state.rows, last: state.last, problem: state.problem, more: state.next !== null, readMore, reload: load, loading: state.loading };
}

/** So many pages, one after the other. */
async function all(path, field, cursor, pages, signal) {
  let rows = [];
  let last;
  for (let page = 0; page < pages; page += 1) {
    const { data } = await read(last ? `${path}${path.includes('?') ? '&' : '?'}${cursor}=${encodeURIComponent(last.next)}` : path, { signal });
    rows = rows.concat(data[field]);
    last = data;
    if (!last.next) {
      break;
    }
  }
  return { rows, last };
}

/** Beneath such a list: the way to the rest, and why it cannot be read. */
export const Rest = ({ of }) => html`
  <${Refusal} problem=${of.problem} />
  ${of.rows === undefined && of.loading && html`<p class="loading" role="status">Loading…</p>`}
  ${of.more && html`<p><button type="button" onClick=${of.readMore}>Show more</button></p>`}`;
