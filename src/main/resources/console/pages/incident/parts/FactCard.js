import { words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { Time } from '../../../core/time.js';

const LINES = 12;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/**
 * One fact of a snapshot, as it was observed.
 *
 * @param {{index: number, derived?: boolean, fact: object}} properties derived: told by log lines
 */
export function FactCard({ index, derived, fact }) {
  const { kind, ...rest } = fact;
  const entries = Object.entries(rest).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0));
  const long = ([, value]) => Array.isArray(value) && value.some((each) => String(each).length > 60);
  return html`
    <article class="fact-card" aria-label=${`Fact ${index}: ${kind}`}>
      <p class="fact-name">${spaced(kind)} <span class="note">#${index}${derived ? ' · from log lines' : ''}</span></p>
      <dl>${entries.filter((it) => !long(it)).map(([name, value]) => html`<div key=${name}><dt>${spaced(name)}</dt><dd><${Value} value=${value} /></dd></div>`)}</dl>
      ${entries.filter(long).map(([name, value]) => html`<${Lines} key=${name} name=${spaced(name)} lines=${value} />`)}
    </article>`;
}

/** `previousImage` as `Previous image`. */
const spaced = (name) => words(name.replaceAll(/([a-z\d])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`));

function Value({ value }) {
  if (typeof value === 'string' && MOMENT.test(value)) {
    return html`<${Time} at=${value} />`;
  }
  return html`${plain(value)}`;
}

function plain(value) {
  if (Array.isArray(value)) {
    return value.map(plain).join(', ');
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).map(([name, each]) => `${name}: ${plain(each)}`).join(', ');
  }
  return typeof value === 'number' ? value.toLocaleString('en-GB', { maximumFractionDigits: 4, useGrouping: false }) : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

const Lines = ({ name, lines }) => html`
  <div class="fact-lines">
    <p class="muted">${name}${lines.length > LINES ? `: the first ${LINES} of ${lines.length}` : ''}</p>
    <pre tabindex="0" role="region" aria-label=${name}>${lines.slice(0, LINES).map(plain).join('\n')}</pre>
  </div>`;
