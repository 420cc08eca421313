import { order } from './order.js';
import { ranked } from './ranks.js';
import { routed } from './routes.js';

const LANE = 10;
const BESIDE_LANE = 12;

/** Room between two that stand side by side, in pixels. */
const between = (a, b, gap) => (a.lane || b.lane ? BESIDE_LANE : gap);

/**
 * Places a graph in layers from top to bottom: each node below all that lead to it, the leading path
 * in a straight column on the left, edges that pass a layer in lanes of their own, so that nothing
 * is drawn over a box.
 *
 * @param {Array<{id: string, width: number, height: number, leading: boolean, top: boolean}>} nodes sizes in pixels; top: belongs into the first layer
 * @param {Array<{from: string, to: string, leading: boolean, counts: boolean}>} edges both ends are among the nodes
 * @param {{gapX: number, gapY: number, width: number}} space width is what there is; more is taken where it does not do
 * @returns {{boxes: Map<string, {x: number, y: number}>, paths: Array<object>, width: number, height: number, sequence: string[]}}
 *     sequence: the ids in reading order
 */
export function layout(nodes, edges, { gapX, gapY, width }) {
  const { rank, down } = ranked(nodes, edges);
  const { rows, links } = layered(nodes, rank, down);
  const ordered = order(rows, links);
  const total = Math.max(width, ...ordered.map((row) => row.reduce((sum, item, i) => sum + item.width + (i > 0 ? between(row[i - 1], item, gapX) : 0), 0)));
  placeAcross(ordered, links, total, gapX);
  const height = placeDown(ordered, gapY);
  const real = ordered.flat().filter((item) => !item.lane);
  return {
    boxes: new Map(real.map((item) => [item.id, { x: item.x, y: item.y }])),
    paths: routed(down, links, ordered),
    width: Math.max(...real.map((item) => item.x + item.width), 0),
    height,
    sequence: real.map((item) => item.id),
  };
}

/** Rows of items; an edge over several rows passes each in a lane. */
function layered(nodes, rank, down) {
  const rows = Array.from({ length: Math.max(...nodes.map((node) => rank.get(node.id)), 0) + 1 }, () => []);
  const items = new Map(nodes.map((node) => [node.id, { ...node, rank: rank.get(node.id) }]));
  items.forEach((item) => rows[item.rank].push(item));
  const links = [];
  down.forEach(({ from, to, edge }, number) => {
    let last = items.get(from);
    for (let at = last.rank + 1; at < items.get(to).rank; at += 1) {
      const lane = { id: `lane-${number}-${at}`, lane: true, leading: false, width: LANE, height: 0, rank: at };
      rows[at].push(lane);
      links.push({ from: last, to: lane, number, leading: false });
      last = lane;
    }
    links.push({ from: last, to: items.get(to), number, leading: edge.leading });
  });
  return { rows: rows.filter((row) => row.length > 0), links };
}

const centre = (item) => item.x + item.width / 2;

/** Each as near to its neighbours as its row allows; leading ones at the left edge. */
function placeAcross(rows, links, total, gap) {
  const neighbours = new Map();
  const add = (item, other) => neighbours.set(item, [...(neighbours.get(item) ?? []), other]);
  links.forEach(({ from, to }) => {
    add(from, to);
    add(to, from);
  });
  rows.forEach((row) => row.forEach((item, i) => { item.x = i > 0 ? row[i - 1].x + row[i - 1].width + between(row[i - 1], item, gap) : 0; }));
  for (let pass = 0; pass < 6; pass += 1) {
    for (const row of rows) {
      for (const [i, item] of row.entries()) {
        const free = i > 0 ? row[i - 1].x + row[i - 1].width + between(row[i - 1], item, gap) : 0;
        const near = neighbours.get(item) ?? [];
        const wanted = item.leading || near.length === 0 ? 0 : near.reduce((sum, other) => sum + centre(other), 0) / near.length - item.width / 2;
        item.x = Math.max(free, wanted);
      }
      for (let i = row.length - 1; i >= 0; i -= 1) {
        const limit = i + 1 < row.length ? row[i + 1].x - between(row[i], row[i + 1], gap) : total;
        row[i].x = Math.min(row[i].x, limit - row[i].width);
      }
    }
  }
}

function placeDown(rows, gap) {
  let y = 0;
  for (const row of rows) {
    const height = Math.max(...row.map((item) => item.height));
    row.forEach((item) => {
      item.y = y;
      item.rowHeight = height;
    });
    y += height + gap;
  }
  return y - gap;
}
