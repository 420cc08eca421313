import { subject, words } from '../../../core/format.js';
import { classes, html, useLayoutEffect, useMemo, useRef, useState } from '../../../core/html.js';
import { Icon } from '../../../ui/Icon.js';
import { points } from './arithmetic.js';
import { layout } from './layout.js';
import { standingOf } from './standing.js';

/** Of the frame around it, both sides, in pixels. */
const FRAME = 6;
const NARROW = { node: 196, gapX: 16, gapY: 50 };
const WIDE = { node: 250, least: 192, gapX: 22, gapY: 54 };
const SIDE_BY_SIDE = 4;

/** Sizes of boxes and gaps, in pixels: so that some fit side by side. */
function sizesFor(room) {
  if (room < 600) {
    return NARROW;
  }
  const fits = Math.floor((room - (SIDE_BY_SIDE - 1) * WIDE.gapX - 2) / SIDE_BY_SIDE);
  return { ...WIDE, node: Math.max(WIDE.least, Math.min(WIDE.node, fits)) };
}

/**
 * The chain of whys as a picture, from what clients see at the top to the root at the bottom. Boxes
 * are buttons; the lines between them are drawn beneath.
 *
 * @param {{graph: {nodes: object[], edges: object[]}, onOpen: (node: object) => void}} properties
 */
export function WhyGraph({ graph, onOpen }) {
  const frame = useRef(null);
  const boxes = useRef(new Map());
  const [size, setSize] = useState(null);
  const room = size?.width ?? 900;
  const { node: width, gapX, gapY } = sizesFor(room);

  useLayoutEffect(() => {
    const measure = () => setSize((before) => {
      const heights = Object.fromEntries(graph.nodes.map(({ id }) => [id, boxes.current.get(id)?.offsetHeight ?? 80]));
      const now = { width: frame.current.clientWidth - FRAME, heights };
      return JSON.stringify(now) === JSON.stringify(before) ? before : now;
    });
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(frame.current);
    boxes.current.forEach((box) => box && sizes.observe(box));
    return () => sizes.disconnect();
  }, [graph, width]);

  const placed = useMemo(() => size && layout(
    graph.nodes.map((node) => ({ id: node.id, width, height: size.heights[node.id] ?? 80, leading: node.leading, top: node.kind === 'symptom' })),
    graph.edges,
    { gapX, gapY, width: size.width },
  ), [graph, size, width]);
  const nodes = placed ? placed.sequence.map((id) => graph.nodes.find((node) => node.id === id)) : graph.nodes;

  return html`
    <div class="why-frame" ref=${frame} role="region" aria-label="Chain of whys, as a graph" tabindex="0">
      <div class=${classes('why-graph', !placed && 'unplaced')} style=${placed ? { width: `${placed.width}px`, height: `${placed.height}px` } : {}}>
        ${placed && html`<${Lines} placed=${placed} />`}
        ${nodes.map((node) => {
          const at = placed?.boxes.get(node.id);
          return html`<${Box} key=${node.id} node=${node} width=${width} at=${at} place=${(box) => boxes.current.set(node.id, box)} onOpen=${onOpen} />`;
        })}
      </div>
    </div>`;
}

function Box({ node, width, at, place, onOpen }) {
  const { name, icon, word } = standingOf(node);
  const { hypothesis } = node;
  return html`
    <button type="button" ref=${place} class=${classes('why-node', `why-${name}`, node.leading && 'leading')} aria-haspopup="dialog" onClick=${() => onOpen(node)}
        style=${{ width: `${width}px`, ...(at ? { left: `${at.x}px`, top: `${at.y}px` } : {}) }}>
      <span class="why-kind"><${Icon} name=${icon} />${word}<span class="unseen">: </span></span>
      <span class="why-words">${hypothesis ? `${words(hypothesis.category)} of ${subject(hypothesis.subject)}` : node.statement}</span>
      ${hypothesis?.because && html`<span class="why-because">${hypothesis.because}</span>`}
    </button>`;
}

const Lines = ({ placed }) => html`
  <svg class="why-lines" width=${placed.width} height=${placed.height} aria-hidden="true" focusable="false">
    ${[...placed.paths].sort((a, b) => a.edge.leading - b.edge.leading).map(({ edge, line, arrow, label }) => html`
      <g key=${`${edge.kind} ${edge.from} ${edge.to}`} class=${classes('why-line', `line-${edge.kind}`, edge.leading && 'leading', !edge.counts && 'not-taken', edge.weight < 0 && 'against')}>
        <path class="line" d=${line} /><path class="head" d=${arrow} />
        ${edge.weight !== undefined && html`<text x=${label.x + (edge.leading ? 9 : 0)} y=${label.y}>${points(edge.weight)}</text>`}
      </g>`)}
  </svg>`;
