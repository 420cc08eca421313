import { colour } from './paint.js';

/** How far above the highest value the axis reaches, in parts of it: without names, with one line of them, with two. */
const ROOM_ABOVE = [1.1, 1.25, 1.5];

/** How far above the highest value the axis reaches, so that the lines of the chart stay clear of the names. */
export const roomAbove = (marks) => ROOM_ABOVE[Math.min(marks.length, ROOM_ABOVE.length - 1)];

const LINE_PIXELS = 14;
const PADDING_PIXELS = 4;

/** What lies beneath a name shows through, faintly. */
const BOX_ALPHA = 0.8;

/** Share of the chart's height that names may take. */
const MOST_OF_HEIGHT = 0.5;

/**
 * Upright lines where something happened, with names. A name that would lie on another goes to a
 * line of its own; one that fits nowhere is left out.
 */
export function drawMarks(chart, marks) {
  const { ctx, bbox } = chart;
  const placed = marks
    .map((mark) => ({ ...mark, x: chart.valToPos(mark.at, 'x', true) }))
    .filter(({ x }) => x >= bbox.left && x <= bbox.left + bbox.width)
    .sort((one, other) => one.at - other.at);
  ctx.save();
  ctx.setLineDash([4, 3]);
  for (const { x, colour: token } of placed) {
    ctx.strokeStyle = colour(token ?? '--text-soft');
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  drawNames(ctx, bbox, placed);
  ctx.restore();
}

/** After all lines, so that none crosses a name. */
function drawNames(ctx, bbox, placed) {
  const high = LINE_PIXELS * devicePixelRatio;
  const padding = PADDING_PIXELS * devicePixelRatio;
  const free = Array(Math.max(1, Math.floor((bbox.height * MOST_OF_HEIGHT) / high))).fill(bbox.left);
  const [surface, text] = [colour('--surface'), colour('--text')];
  ctx.font = `${11 * devicePixelRatio}px system-ui`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { x, name } of placed) {
    const wide = ctx.measureText(name).width + 2 * padding;
    const from = x + wide > bbox.left + bbox.width ? x - wide : x;
    const line = free.findIndex((left) => from >= left);
    if (line < 0) {
      continue;
    }
    free[line] = from + wide;
    const top = bbox.top + line * high;
    ctx.fillStyle = surface;
    ctx.globalAlpha = BOX_ALPHA;
    // The line itself stays to be seen beside its name.
    ctx.fillRect(from + 1, top, wide - 2, high);
    ctx.globalAlpha = 1;
    ctx.fillStyle = text;
    ctx.fillText(name, from + padding, top + high / 2);
  }
}
