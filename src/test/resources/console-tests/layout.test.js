import { layout } from '/pages/incident/parts/layout.js';
import { equal, randomOf, so } from './expect.js';

const SPACE = { gapX: 22, gapY: 56, width: 900 };
const box = (id, more = {}) => ({ id, width: 235, height: 70, leading: false, top: false, ...more });
const edge = (from, to, more = {}) => ({ from, to, leading: false, counts: true, kind: 'evidence', ...more });

/** A graph as a diagnosis may have it, or a worse one: with circles, lonely nodes and double edges. */
function graphOf(seed) {
  const random = randomOf(seed);
  const pick = (most) => Math.floor(random() * most);
  const chain = 2 + pick(5);
  const nodes = Array.from({ length: chain + pick(14) }, (_, i) => box(`n${i}`, { height: 40 + pick(90), leading: i < chain, top: i === 0 }));
  const edges = Array.from({ length: chain - 1 }, (_, i) => edge(`n${i}`, `n${i + 1}`, { leading: true }));
  for (let i = 0; i < nodes.length * 1.5; i += 1) {
    edges.push(edge(`n${pick(nodes.length)}`, `n${pick(nodes.length)}`, { counts: random() < 0.7, kind: random() < 0.2 ? 'because' : 'evidence' }));
  }
  return { nodes, edges };
}

function placed({ nodes, edges }, space = SPACE) {
  const made = layout(nodes, edges, space);
  return { ...made, rects: nodes.map((node) => ({ ...node, ...made.boxes.get(node.id) })) };
}

const apart = (a, b) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

export const tests = {
  'a chain stands straight, from top to bottom'() {
    const { rects, paths } = placed({ nodes: ['a', 'b', 'c'].map((id) => box(id, { leading: true })), edges: [edge('a', 'b', { leading: true }), edge('b', 'c', { leading: true })] });
    equal(rects.map(({ x }) => x), [0, 0, 0]);
    equal(rects.map(({ y }) => y), [0, 126, 252]);
    equal(paths.map(({ line }) => line), ['M28 70C28 98 28 98 28 126', 'M28 196C28 224 28 224 28 252']);
  },
  'no box lies on another, and all have a place'() {
    for (let seed = 1; seed <= 200; seed += 1) {
      const { rects, sequence, height, width } = placed(graphOf(seed));
      rects.forEach((one, i) => rects.slice(i + 1).forEach((other) => so(apart(one, other), `${one.id} lies on ${other.id} at seed ${seed}`)));
      so(rects.every(({ x, y, width: wide, height: high }) => x >= 0 && y >= 0 && x + wide <= width + 0.01 && y + high <= height + 0.01), `outside at seed ${seed}`);
      equal([...sequence].sort(), rects.map(({ id }) => id).sort(), `seed ${seed}`);
    }
  },
  'the leading path is on the left and leads down, whatever else there is'() {
    for (let seed = 1; seed <= 200; seed += 1) {
      const leading = placed(graphOf(seed)).rects.filter((it) => it.leading);
      so(leading.every(({ x }) => x === 0), `not at the left edge at seed ${seed}`);
      so(leading.every(({ y }, i) => i === 0 || y > leading[i - 1].y), `not downwards at seed ${seed}`);
    }
  },
  'each edge but one to itself is drawn from box to box'() {
    for (let seed = 1; seed <= 100; seed += 1) {
      const graph = graphOf(seed);
      const { paths, rects } = placed(graph);
      equal(paths.length, graph.edges.filter(({ from, to }) => from !== to).length, `seed ${seed}`);
      for (const { edge: { from, to }, line } of paths) {
        const ends = [from, to].map((id) => rects.find((it) => it.id === id)).sort((a, b) => a.y - b.y);
        const numbers = line.match(/-?\d+(?:\.\d+)?/g).map(Number);
        const [startX, startY] = numbers;
        const [endX, endY] = numbers.slice(-2);
        so(Math.abs(startY - ends[0].y - ends[0].height) < 0.1 && startX > ends[0].x && startX < ends[0].x + ends[0].width, `${from} to ${to} begins elsewhere at seed ${seed}: ${line}`);
        so(Math.abs(endY - ends[1].y) < 0.1 && endX > ends[1].x && endX < ends[1].x + ends[1].width, `${from} to ${to} ends elsewhere at seed ${seed}: ${line}`);
      }
    }
  },
  'an edge that passes a row goes between its boxes'() {
    const nodes = [box('a', { leading: true, top: true }), box('b', { leading: true }), box('c', { leading: true })];
    const { paths, rects } = placed({ nodes, edges: [edge('a', 'b', { leading: true }), edge('b', 'c', { leading: true }), edge('a', 'c')] });
    const passing = paths.find(({ edge: it }) => it.from === 'a' && it.to === 'c');
    const beside = Number(/L(\S+) /.exec(passing.line)[1]);
    so(beside > rects[1].x + rects[1].width, passing.line);
  },
  'a narrow place is no reason to let boxes lie on each other'() {
    const nodes = [box('a', { leading: true, top: true }), ...Array.from({ length: 6 }, (_, i) => box(`b${i}`))];
    const { rects, width } = placed({ nodes, edges: nodes.slice(1).map(({ id }) => edge(id, 'a')) }, { ...SPACE, width: 300 });
    rects.forEach((one, i) => rects.slice(i + 1).forEach((other) => so(apart(one, other), `${one.id} lies on ${other.id}`)));
    so(width > 300, `${width}`);
  },
};
