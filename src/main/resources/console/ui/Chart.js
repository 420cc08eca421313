import { html, useEffect, useRef, useState } from '../core/html.js';
import { Time } from '../core/time.js';
import { drawMarks, roomAbove } from './marks.js';
import { colour, faint } from './paint.js';
import { dayTimes, sizeOf } from './timeAxis.js';

/**
 * A chart over time. What it shows is in words in `label`; the numbers stand in a table on demand.
 * Beneath it stand time and values under the cursor, else those of the last point.
 *
 * @param {{label: string, times: number[], series: Array<{name: string, colour: string, values: Array<number|null>, dash?: number[], fill?: boolean}>,
 *     height?: number, unit?: string, marks?: Array<{at: number, name: string, colour?: string}>, range?: [number, number]}} properties
 *     times in seconds since the epoch; a value of null is a gap; colour is the name of a token such as --series-5xx;
 *     range is what the axis of time reaches over, else as far as there are times
 */
export function Chart({ label, times, series, height = 160, unit = '', marks = [], range, format = (value) => value.toLocaleString('en-GB', { maximumFractionDigits: 2 }) }) {
  const place = useRef(null);
  const chart = useRef(null);
  const shown = useRef({});
  const [table, setTable] = useState(false);
  const [cursor, setCursor] = useState(null);
  shown.current = { times, series, marks, range };
  const marked = marks.map(({ at, name }) => `${at} ${name}`).join('|') + (range ?? []).join('|');
  const shape = series.map((each) => each.name + each.colour).join('|') + height + unit;

  useEffect(() => {
    let wanted = true;
    let stop = () => {};
    import('../vendor/uplot.js').then(({ default: UPlot }) => {
      if (!wanted || !place.current) {
        return;
      }
      // It is gone from the ref before the last change of its size is told.
      const box = place.current;
      const make = () => {
        chart.current?.destroy();
        chart.current = new UPlot(options({ width: box.clientWidth, height, unit, format, shown: shown.current, now: () => shown.current, onCursor: setCursor }), data(shown.current), box);
      };
      make();
      const sizes = new ResizeObserver(() => chart.current?.setSize({ width: box.clientWidth, height }));
      sizes.observe(box);
      const scheme = matchMedia('(prefers-color-scheme: dark)');
      const theme = new MutationObserver(make);
      theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
      scheme.addEventListener('change', make);
      stop = () => {
        sizes.disconnect();
        theme.disconnect();
        scheme.removeEventListener('change', make);
        chart.current?.destroy();
        chart.current = null;
        setCursor(null);
      };
    });
    return () => {
      wanted = false;
      stop();
    };
  }, [shape]);
  useEffect(() => {
    chart.current?.setData(data(shown.current));
  }, [times, series, marked]);

  const over = cursor !== null && cursor < times.length;
  const at = over ? cursor : times.length - 1;
  const blind = !over && times.length > 0 && series.every(({ values }) => values[at] === null);
  return html`
    <figure class="chart">
      <div class="chart-canvas" ref=${place} role="img" aria-label=${label} style=${{ minHeight: `${height}px` }}></div>
      <figcaption>
        <ul class="legend">${times.length > 0 && html`<li key="at" class="legend-at"><${Time} at=${times[at] * 1_000} /></li>`}${series.map((each) => html`<li key=${each.name}><span class="swatch" style=${{ background: `var(${each.colour})` }}></span>${each.name}${blind ? '' : html` <b>${worded(each.values[at], format)}</b>`}</li>`)}${blind && html`<li key="now" class="muted">now unknown</li>`}</ul>
        <button type="button" class="quiet small" aria-expanded=${table ? 'true' : 'false'} onClick=${() => setTable(!table)}>${table ? 'Hide numbers' : 'Numbers'}</button>
      </figcaption>
      ${table && html`<${Numbers} label=${label} times=${times} series=${series} format=${format} />`}
    </figure>`;
}

const worded = (value, format) => (value === undefined ? '' : value === null ? 'unknown' : format(value));

const data = ({ times, series }) => [times, ...series.map((each) => each.values)];

function options({ width, height, unit, format, shown, now, onCursor }) {
  const grid = { stroke: colour('--line'), width: 1 };
  const axis = { stroke: colour('--text-soft'), grid, ticks: { ...grid, size: 4 }, font: '11px system-ui' };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { points: { size: 6 }, drag: { x: false, y: false } },
    scales: { x: { range: (_, low, high) => now().range ?? [low, high] }, y: { range: (_, low, high) => [0, high > 0 ? high * roomAbove(now().marks) : 1] } },
    axes: [
      { ...axis, size: (_, labels) => sizeOf(labels), values: (chart, splits) => dayTimes(splits, chart.scales.x.min) },
      { ...axis, size: 52, values: (_, splits) => splits.map((value) => `${format(value)}${unit}`) },
    ],
    series: [{}, ...shown.series.map((each) => ({
      label: each.name,
      stroke: colour(each.colour),
      width: 1.5,
      dash: each.dash,
      spanGaps: false,
      fill: each.fill ? faint(each.colour) : undefined,
      points: { show: true, size: 4, fill: colour(each.colour), filter: (chart, i) => alone(chart.data[i]) },
    }))],
    hooks: { draw: [(chart) => drawMarks(chart, now().marks)], setCursor: [(chart) => onCursor(chart.cursor.left >= 0 ? chart.cursor.idx ?? null : null)] },
  };
}

/** Places of values between gaps, which no line would show. */
const alone = (values) => values.flatMap((value, i) => ((value ?? null) !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null ? [i] : []));

function Numbers({ label, times, series, format }) {
  const rows = times.map((at, i) => [at, i]).slice(-60).reverse();
  return html`
    <div class="table short" role="region" aria-label=${`${label}: numbers`} tabindex="0">
      <table>
        <caption class="unseen">${label}: the last ${rows.length}, the youngest first</caption>
        <thead><tr><th scope="col">Time</th>${series.map((each) => html`<th scope="col" class="number">${each.name}</th>`)}</tr></thead>
        <tbody>${rows.map(([at, i]) => html`<tr key=${at}><td><${Time} at=${at * 1_000} /></td>${series.map((each) => html`<td class="number">${worded(each.values[i], format)}</td>`)}</tr>`)}</tbody>
      </table>
    </div>`;
}
