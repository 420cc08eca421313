const SWEEPS = 8;

/**
 * Orders each row so that few edges cross: by the mean place of the neighbours in the row before,
 * down and up by turns. What leads stays first, and what passes beside it close to it.
 *
 * @param {Array<Array<object>>} rows of items
 * @param {Array<{from: object, to: object}>} links from one row to the next
 */
export function order(rows, links) {
  const above = new Map();
  const below = new Map();
  const add = (map, item, other) => map.set(item, [...(map.get(item) ?? []), other]);
  links.forEach(({ from, to }) => {
    add(above, to, from);
    add(below, from, to);
  });
  const place = new Map();
  const note = (row) => row.forEach((item, i) => place.set(item, i));
  let current = rows.map(leadingFirst);
  current.forEach(note);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const near = sweep % 2 === 0 ? above : below;
    const each = sweep % 2 === 0 ? [...current.keys()] : [...current.keys()].reverse();
    for (const i of each) {
      current[i] = sorted(current[i], near, place);
      note(current[i]);
    }
  }
  return current;
}

const leadingFirst = (row) => [...row.filter((item) => item.leading), ...row.filter((item) => !item.leading)];

function sorted(row, near, place) {
  const wanted = new Map(row.map((item) => {
    const others = near.get(item) ?? [];
    return [item, others.length === 0 ? place.get(item) : others.reduce((sum, other) => sum + place.get(other), 0) / others.length];
  }));
  return leadingFirst([...row].sort((a, b) => wanted.get(a) - wanted.get(b)));
}
