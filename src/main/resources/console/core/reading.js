/**
 * Reads one thing over and over, never twice at once: what is asked for while it is being read is read
 * once more after that, so that a slow line shows something, and the last asker sees what is newest.
 *
 * @param {(signal: AbortSignal) => Promise<void>} work shows what it read, unless the signal says that nobody looks any more
 * @returns {{again: () => Promise<void>, end: Function}} again resolves once what it asked for has been read
 */
export function reading(work) {
  const own = new AbortController();
  let running = null;
  let wanted = false;
  const run = async () => {
    do {
      wanted = false;
      await work(own.signal);
    } while (wanted && !own.signal.aborted);
    running = null;
  };
  return {
    again() {
      wanted = true;
      running ??= run();
      return running;
    },
    end: () => own.abort(),
  };
}
