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
 *     last is the document of the last page; loading: other rows than these were asked for, by another path or by readMore
 */
export function usePages(path, field, topics, cursor = 'cursor') {
  const [state, setState] = useState({ path, rows: undefined, last: undefined, next: null, read: 0, problem: null, loading: true });
  const pages = useRef(1);
  const running = useRef(null);
  const load = useCallback(() => (running.current ? running.current.again() : Promise.resolve()), []);
  useEffect(() => {
    pages.current = 1;
    setState((before) => (before.path === path ? before : { ...before, path, loading: true }));
    const own = reading(async (signal) => {
      const wanted = pages.current;
      try {
        const { rows, last, read: number } = await all(path, field, cursor, wanted, signal);
        if (!signal.aborted) {
          setState({ path, rows, last, next: last.next ?? null, read: number, problem: null, loading: wanted !== pages.current });
        }
      } catch (problem) {
        if (!signal.aborted) {
          setState((before) => ({ ...before, ...(before.path === path ? {} : { path, rows: undefined, last: undefined, next: null, read: 0 }), problem, loading: wanted !== pages.current }));
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
  const loading = state.loading || state.path !== path;
  const readMore = () => {
    if (loading) {
      return Promise.resolve();
    }
    pages.current = state.read + 1;
    setState((before) => ({ ...before, problem: null, loading: true }));
    return load();
  };
  return { rows: state.rows, last: state.last, problem: state.problem, more: state.next !== null, readMore, reload: load, loading };
}

/** So many pages, one after the other. */
async function all(path, field, cursor, pages, signal) {
  let rows = [];
  let last;
  let done = 0;
  while (done < pages) {
    const { data } = await read(last ? `${path}${path.includes('?') ? '&' : '?'}${cursor}=${encodeURIComponent(last.next)}` : path, { signal });
    rows = rows.concat(data[field]);
    last = data;
    done += 1;
    if (!last.next) {
      break;
    }
  }
  return { rows, last, read: done };
}

/**
 * What was read of such a list; dim while it is not yet what was asked for.
 *
 * @param {{of: object, children: (rows: any[]) => any}} properties of is what usePages gives
 */
export const Rows = ({ of, children }) => of.rows && html`<div class="rows" aria-busy=${of.loading ? 'true' : undefined}>${children(of.rows)}</div>`;

/** Beneath such a list: the way to the rest, that it is being read, and why it cannot be. */
export const Rest = ({ of }) => html`
  <${Refusal} problem=${of.problem} />
  ${of.more && html`<p><button type="button" aria-disabled=${of.loading ? 'true' : undefined} onClick=${of.readMore}>Show more</button></p>`}
  ${of.loading && html`<p class="loading" role="status">Loading…</p>`}`;
