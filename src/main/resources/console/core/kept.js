import { useCallback, useState } from './html.js';

/**
 * State of a form that a refresh does not lose: it stays in this tab until it is set to its initial
 * value again. Never for secrets.
 *
 * @returns {[any, Function]}
 */
export function useKept(name, initial) {
  const key = `fivewhys.${name}`;
  const [value, setValue] = useState(() => {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? initial;
    } catch {
      return initial;
    }
  });
  const set = useCallback((next) => setValue((before) => {
    const now = typeof next === 'function' ? next(before) : next;
    try {
      if (now === initial) {
        sessionStorage.removeItem(key);
      } else {
        sessionStorage.setItem(key, JSON.stringify(now));
      }
    } catch {
      // Without storage, or with a full one, it lasts as long as the page.
    }
    return now;
  }), [key]);
  return [value, set];
}
