import { personName, words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { href } from '../../core/place.js';
import { Countdown, Time } from '../../core/time.js';

/** What a silence fits, in words. */
export function scope({ gateway, category, subject }) {
  const what = [category && words(category), subject && `about ${subject}`].filter(Boolean).join(' ') || 'Any incident';
  return gateway === '*' ? `${what}, all gateways` : `${what}, ${gateway}`;
}

/**
 * Columns of a table of silences.
 *
 * @param {'active'|'pending'|'expired'} state
 * @param {(silence: object) => void} [end] asks whether one is to be ended
 */
export function columnsOf(state, end) {
  return [
    { name: 'Gateway', narrow: true, cell: (it) => (it.gateway === '*' ? html`<b>All</b>` : html`<a href=${href(`gateways/${encodeURIComponent(it.gateway)}`)}>${it.gateway}</a>`) },
    { name: 'Cause', cell: (it) => (it.category ? words(it.category) : html`<span class="muted">any</span>`) },
    { name: 'About', cell: (it) => it.subject ?? html`<span class="muted">anything</span>` },
    { name: 'From', narrow: true, cell: (it) => html`<${Time} at=${it.startsAt} />` },
    { name: 'Until', narrow: true, cell: (it) => until(it) },
    { name: 'Why', wrap: true, cell: (it) => it.reason },
    { name: 'By', cell: (it) => html`<span>${personName(it.author)}</span>${it.cancelledAt && html`<br /><span class="muted">ended by ${personName(it.cancelledBy)}</span>`}` },
    ...(end ? [{ name: 'End', narrow: true, cell: (it) => html`<button type="button" class="small" aria-haspopup="dialog" aria-label=${`${state === 'active' ? 'End now' : 'Cancel'}: ${scope(it)}`} onClick=${() => end(it)}>${state === 'active' ? 'End now…' : 'Cancel…'}</button>` }] : []),
  ];
}

function until(it) {
  switch (it.state) {
    case 'active': return html`<${Time} at=${it.endsAt} /><br /><span class="muted">in <${Countdown} to=${it.endsAt} over="a moment" /></span>`;
    case 'pending': return html`<${Time} at=${it.endsAt} /><br /><span class="muted">begins in <${Countdown} to=${it.startsAt} over="a moment" /></span>`;
    default: return html`<${Time} at=${it.cancelledAt ?? it.endsAt} />${it.cancelledAt ? html`<br /><span class="muted">before its time</span>` : ''}`;
  }
}
