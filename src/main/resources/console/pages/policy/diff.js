/** Beyond so many pairs of lines only what is gone and what is new is told apart. */
const MOST_PAIRS = 4_000_000;

/**
 * How one text becomes another, line by line.
 *
 * @param {string} before
 * @param {string} after
 * @returns {Array<{how: 'same'|'gone'|'new', line: string}>}
 */
export function diff(before, after) {
  const a = before.split('\n');
  const b = after.split('\n');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) {
    tail += 1;
  }
  const as = (how) => (line) => ({ how, line });
  return [
    ...a.slice(0, head).map(as('same')),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(as('same')),
  ];
}

/** By the longest common subsequence. */
function middle(a, b) {
  if (a.length * b.length > MOST_PAIRS) {
    return [...a.map((line) => ({ how: 'gone', line })), ...b.map((line) => ({ how: 'new', line }))];
  }
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1] + 1 : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const steps = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      steps.push({ how: 'same', line: a[i] });
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
      steps.push({ how: 'gone', line: a[i] });
      i += 1;
    } else {
      steps.push({ how: 'new', line: b[j] });
      j += 1;
    }
  }
  return steps;
}

/** Only what differs, with so many lines around it; `skipped` lines stand for the rest. */
export function hunks(steps, around = 3) {
  const near = steps.map((_, i) => steps.slice(Math.max(0, i - around), i + around + 1).some(({ how }) => how !== 'same'));
  const shown = [];
  steps.forEach((step, i) => {
    if (near[i]) {
      shown.push(step);
    } else if (shown.at(-1)?.how === 'skipped') {
      shown.at(-1).count += 1;
    } else {
      shown.push({ how: 'skipped', line: '', count: 1 });
    }
  });
  return shown;
}
