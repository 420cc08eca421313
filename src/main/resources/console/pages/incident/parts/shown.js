/** Of more, the rest is told on demand: what clients see is much the same on all routes. */
const SYMPTOMS = 3;

/**
 * What of a graph is shown: all of it, or without further symptoms and without the findings that only
 * concern what was set aside.
 *
 * @returns {{graph: {nodes: object[], edges: object[]}, hidden: number}} hidden: how many nodes are left out
 */
export function shownOf(whole, all) {
  const graph = { ...whole, edges: toTheEnd(whole) };
  if (all) {
    return { graph, hidden: 0 };
  }
  const causes = new Set(graph.nodes.filter((node) => node.hypothesis?.standing === 'cause').map((node) => node.id));
  const tells = new Set(graph.edges.filter((edge) => edge.kind === 'why' || causes.has(edge.to)).flatMap((edge) => [edge.from, edge.to]));
  const shownSymptoms = new Set(graph.nodes.filter((node) => node.kind === 'symptom').slice(0, SYMPTOMS));
  const nodes = graph.nodes.filter((node) => node.leading || node.kind === 'hypothesis' || tells.has(node.id) || shownSymptoms.has(node));
  const ids = new Set(nodes.map((node) => node.id));
  const edges = graph.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to) && (edge.counts || edge.kind !== 'because'));
  return { graph: { nodes, edges }, hidden: graph.nodes.length - nodes.length };
}

/** The leading path goes on from its last finding to the cause that the finding speaks for. */
function toTheEnd({ nodes, edges }) {
  const leading = new Set(nodes.filter((node) => node.leading).map((node) => node.id));
  const goesOn = new Set(edges.filter((edge) => edge.leading).map((edge) => edge.from));
  return edges.map((edge) => (edge.kind === 'evidence' && leading.has(edge.from) && leading.has(edge.to) && !goesOn.has(edge.from) ? { ...edge, leading: true } : edge));
}
