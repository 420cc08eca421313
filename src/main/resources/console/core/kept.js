import { useCallback, useMemo } from './html.js';
import { signal, useSignal } from './signal.js';

/** Beside the key of a value in the storage: leaving would lose work. */
const MARK = '!';

/** Signals by key, shared by all that show the value; undefined where it is the initial one. */
const values = new Map();
const precious = new Set(marked());

/** Whether something lasts only as long as the page, as the storage is full or forbidden. */
export const unkept = signal(false);

addEventListener('beforeunload', (event) => {
  if (precious.size > 0) {
    event.preventDefault();
  }
});

/**
 * State of a form that a refresh does not lose: it stays in this tab until it is set to its initial
 * value again, whatever page is shown. Never for secrets.
 *
 * @param {string} name
 * @param {any} initial
 * @param {{precious?: (value: any) => boolean}} options precious: whether to ask before the tab is closed
 * @returns {[any, Function]}
 */
export function useKept(name, initial, { precious: matters = () => false } = {}) {
  const kept = valueOf(`fivewhys.${name}`);
  const first = useMemo(() => initial, [kept]);
  const value = useSignal(kept) ?? first;
  const set = useCallback((next) => {
    const before = kept.get() ?? first;
    const now = typeof next === 'function' ? next(before) : next;
    const written = now === first ? undefined : now;
    store(`fivewhys.${name}`, written, written !== undefined && matters(written));
    kept.set(() => written);
  }, [kept]);
  return [value, set];
}

function valueOf(key) {
  if (!values.has(key)) {
    values.set(key, signal(stored(key)));
  }
  return values.get(key);
}

function stored(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(key, value, matters) {
  precious[matters ? 'add' : 'delete'](key);
  write(key + MARK, matters ? 'true' : undefined);
  const kept = write(key, value === undefined ? undefined : JSON.stringify(value));
  if (!kept) {
    unkept.set(true);
  }
}

/** What cannot be written leaves nothing behind: an older text must not come back after a refresh. */
function write(key, text) {
  try {
    if (text !== undefined) {
      sessionStorage.setItem(key, text);
      return true;
    }
  } catch {
    text = null;
  }
  try {
    sessionStorage.removeItem(key);
  } catch {
    // There is no storage, so there is nothing old in it.
  }
  return text === undefined;
}

function marked() {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith('fivewhys.') && key.endsWith(MARK)).map((key) => key.slice(0, -MARK.length));
  } catch {
    return [];
  }
}
