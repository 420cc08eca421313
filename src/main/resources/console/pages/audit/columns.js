import { short, words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { href } from '../../core/place.js';
import { Time } from '../../core/time.js';
import { State } from '../../ui/State.js';
import { operationWords } from './operations.js';

/** Endings that are not what was wanted. */
const UNWANTED = /^(refused|conflict|failed|not found|full|unavailable)/;

export const columns = [
  { name: 'When', narrow: true, cell: ({ last, intent }) => html`<${Time} at=${intent?.at ?? last.at} />` },
  { name: 'Outcome', narrow: true, cell: (row) => outcome(row) },
  { name: 'Who', cell: ({ last }) => html`<b><a href=${href('audit', { actor: last.actor })} title="All that ${last.actor} did">${last.actor}</a></b>${last.claimedAuthor && html`<br /><span class="muted">says: <a href=${href('audit', { text: last.claimedAuthor })}>${last.claimedAuthor}</a></span>`}${last.remote && html`<br /><span class="muted">from ${last.remote}</span>`}` },
  { name: 'What', cell: ({ last, kind }) => html`<span>${operation(last, kind)}</span>${last.path && html`<br /><code>${last.method} ${last.path}</code>`}` },
  { name: 'Detail', wrap: true, cell: ({ last, intent }) => html`${changed(last)}${details(last, intent).map((each) => html`<div key=${each} class="long">${each}</div>`)}` },
];

function outcome({ kind, last }) {
  switch (kind) {
    case 'denied': return html`<${State} tone="critical">Denied<//>${last.outcome && html`<br />${words(last.outcome)}`}${last.more ? html`<br /><span class="muted">and ${last.more} before</span>` : ''}`;
    case 'cut': return html`<${State} tone="warning" title="It was begun, and how it ended was never written.">Cut short<//>`;
    case 'begun': return html`<${State} tone="neutral">Begun<//><br /><a href=${href('audit', { text: last.requestId })}>How it ended</a>`;
    case 'late': return html`<${State} tone="neutral" title="It was begun. Rules that are put in force are checked for some minutes; all else takes seconds.">Under way, or cut short<//>`;
    case 'open': return html`<${State} tone="busy">Under way<//>`;
    default: return html`<${State} tone=${UNWANTED.test(last.outcome ?? '') ? 'warning' : kind === 'action' ? 'info' : 'good'}>${words(last.outcome ?? 'done')}<//>`;
  }
}

/** The steps of an action lead to it. */
function operation(last, kind) {
  const [id] = last.requestId.split('/');
  const name = operationWords(last.operation);
  return kind === 'action' && /^[0-9a-f-]{36}$/.test(id) ? html`<a href=${href(`actions/${id}`)}>${name}</a>` : name;
}

const changed = ({ before, after, outcome: to }) => {
  if (!before && !after) {
    return '';
  }
  const value = (text) => (/^[0-9a-f]{12,}$/.test(text ?? '') ? short(text, 12) : text);
  return html`<div class="muted">${value(before) ?? 'nothing'} → ${value(after) ?? to}</div>`;
};

const details = (last, intent) => [...new Set([intent?.detail, last.detail].filter(Boolean))];
