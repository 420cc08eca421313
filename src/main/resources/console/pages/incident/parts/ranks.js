/**
 * The layer of each node: below all that lead to it. Edges that would close a circle are turned
 * round for that, those that do not count first.
 *
 * @returns {{rank: Map<string, number>, down: Array<{from: string, to: string, edge: object, turned: boolean}>}}
 *     down: all edges so that they lead to a lower layer
 */
export function ranked(nodes, edges) {
  const next = new Map(nodes.map((node) => [node.id, []]));
  const down = [];
  for (const edge of [...edges].sort((a, b) => weight(b) - weight(a))) {
    if (edge.from === edge.to) {
      continue;
    }
    const turned = reaches(next, edge.to, edge.from);
    const [from, to] = turned ? [edge.to, edge.from] : [edge.from, edge.to];
    next.get(from).push(to);
    down.push({ from, to, edge, turned });
  }
  return { rank: layers(nodes, next), down };
}

const weight = (edge) => (edge.leading ? 4 : 0) + (edge.counts ? 2 : 0) + (edge.kind === 'because' ? 0 : 1);

function reaches(next, from, to) {
  const seen = new Set();
  const left = [from];
  while (left.length > 0) {
    const id = left.pop();
    if (id === to) {
      return true;
    }
    if (!seen.has(id)) {
      seen.add(id);
      left.push(...next.get(id));
    }
  }
  return false;
}

/** Longest path from above; then what nothing leads to moves down, close to what it leads to. */
function layers(nodes, next) {
  const rank = new Map();
  const before = new Map(nodes.map((node) => [node.id, []]));
  next.forEach((targets, id) => targets.forEach((target) => before.get(target).push(id)));
  const depth = (id) => {
    if (!rank.has(id)) {
      rank.set(id, before.get(id).reduce((most, other) => Math.max(most, depth(other) + 1), 0));
    }
    return rank.get(id);
  };
  nodes.forEach((node) => depth(node.id));
  const lowest = Math.max(...rank.values());
  for (const { id, top } of nodes) {
    if (!top && before.get(id).length === 0) {
      const targets = next.get(id);
      rank.set(id, targets.length === 0 ? lowest : Math.max(0, Math.min(...targets.map((target) => rank.get(target))) - 1));
    }
  }
  return rank;
}
