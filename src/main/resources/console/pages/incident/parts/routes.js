const SPINE = 28;
const EDGE = 16;
const ARROW = 7;

/**
 * The lines between the boxes: from the lower edge of one to the upper edge of another, through
 * lanes where they pass a row. Leading ones are upright, at the same distance from the left edge.
 *
 * @returns {Array<{edge: object, line: string, arrow: string, label: {x: number, y: number}}>} paths as SVG has them
 */
export function routed(down, links, rows) {
  const left = new Map();
  const come = new Map();
  const add = (map, item, link) => item.lane || map.set(item, [...(map.get(item) ?? []), link]);
  links.forEach((link) => {
    add(left, link.from, link);
    add(come, link.to, link);
  });
  rows.flat().forEach((item) => {
    ports(item, left.get(item) ?? [], (link) => link.to, 'startX');
    ports(item, come.get(item) ?? [], (link) => link.from, 'endX');
  });
  return down.map(({ edge, turned }, number) => drawn(edge, turned, links.filter((link) => link.number === number)));
}

/** Where lines meet a box: side by side, in the order of what is at their other ends. */
function ports(item, links, other, name) {
  const lead = links.find((link) => link.leading);
  if (lead) {
    lead[name] = item.x + SPINE;
  }
  const rest = links.filter((link) => link !== lead).sort((a, b) => middle(other(a)) - middle(other(b)));
  const from = item.x + (lead || item.leading ? SPINE * 2 : EDGE);
  const to = item.x + item.width - EDGE;
  rest.forEach((link, i) => { link[name] = from + ((to - from) * (i + 1)) / (rest.length + 1); });
}

const middle = (item) => item.x + item.width / 2;

function drawn(edge, turned, parts) {
  const points = parts.map(({ from, to, startX, endX }) => ({
    x1: startX ?? middle(from), y1: from.lane ? from.y + from.rowHeight : from.y + from.height,
    x2: endX ?? middle(to), y2: to.y,
  }));
  const start = points[0];
  const end = points.at(-1);
  let line = `M${round(start.x1)} ${round(start.y1)}`;
  points.forEach(({ x1, y1, x2, y2 }, i) => {
    const half = (y1 + y2) / 2;
    line += `${i > 0 ? `L${round(x1)} ${round(y1)}` : ''}C${round(x1)} ${round(half)} ${round(x2)} ${round(half)} ${round(x2)} ${round(y2)}`;
  });
  return { edge, line, arrow: turned ? head(start.x1, start.y1, 1) : head(end.x2, end.y2, -1), label: { x: end.x2, y: end.y2 - 2 * ARROW - 3 } };
}

const round = (value) => Math.round(value * 10) / 10;
const head = (x, y, way) => `M${round(x)} ${round(y)}l${-ARROW / 2} ${way * ARROW}h${ARROW}z`;
