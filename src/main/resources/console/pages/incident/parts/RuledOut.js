import { subject, words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { State } from '../../../ui/State.js';
import { Table } from '../../../ui/Table.js';

/**
 * What was considered and set aside, with the reason.
 *
 * @param {{ruledOut: object[]}} properties
 */
export const RuledOut = ({ ruledOut }) => html`
  <${Table} caption="What was set aside, with the reason" keyOf=${(it) => it.category + subject(it.subject)} rows=${ruledOut}
      columns=${[
        { name: 'Set aside', cell: (it) => html`<b>${words(it.category)}</b>${it.subject ? html`<br /><span class="muted">${subject(it.subject)}</span>` : ''}` },
        { name: 'Because', wrap: true, cell: (it) => it.because },
      ]} empty=${html`<p class="muted">Nothing else was considered: nothing else speaks.</p>`} />`;

/**
 * What could not be seen, and what would have to be known.
 *
 * @param {{blind: object[], needs: string[]}} properties
 */
export function Unknowns({ blind, needs = [] }) {
  if (blind.length === 0 && needs.length === 0) {
    return html`<p><${State} tone="good">Every source answered<//></p>`;
  }
  return html`
    ${blind.length > 0 && html`<ul class="plain-list unknowns" aria-label="Blind sources">${blind.map((it, i) => html`<li key=${i}><${State} tone="unknown">${it.source} is blind${it.subject ? ` to ${it.subject}` : ''}<//>${it.reason && html` <span>${it.reason}</span>`}</li>`)}</ul>`}
    ${needs.length > 0 && html`<p><b>What would have to be known</b></p><ul>${needs.map((it) => html`<li key=${it}>${it}</li>`)}</ul>`}
    ${blind.length > 0 && html`<p><a href=${href('sources')}>How to open their eyes</a></p>`}`;
}
