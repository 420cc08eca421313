import { useEffect, useState } from './html.js';

/**
 * A value that several components share.
 *
 * @returns {{get: Function, set: Function, subscribe: Function}}
 */
export function signal(initial) {
  let value = initial;
  const listeners = new Set();
  return {
    get: () => value,
    set(next) {
      const now = typeof next === 'function' ? next(value) : next;
      if (now !== value) {
        value = now;
        [...listeners].forEach((listener) => listener(value));
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value of a signal, and again whenever it changes. */
export function useSignal(shared) {
  const [value, setValue] = useState(shared.get());
  useEffect(() => {
    setValue(() => shared.get());
    return shared.subscribe((next) => setValue(() => next));
  }, [shared]);
  return value;
}
