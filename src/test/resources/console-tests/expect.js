/** Fails unless both read the same as JSON. */
export function equal(actual, expected, about = '') {
  const [is, wanted] = [actual, expected].map((value) => JSON.stringify(value, null, 1));
  if (is !== wanted) {
    throw new Error(`${about} expected ${wanted} but was ${is}`);
  }
}

/** Fails unless it is so. */
export function so(condition, about) {
  if (!condition) {
    throw new Error(about);
  }
}

/** Waits until it is so, up to five seconds. */
export async function until(holds, about) {
  for (let tries = 0; tries < 500 && !holds(); tries += 1) {
    await new Promise((resume) => setTimeout(resume, 10));
  }
  so(holds(), about);
}

/** Numbers from 0 to 1 that are the same for a seed each time (mulberry32). */
export function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
