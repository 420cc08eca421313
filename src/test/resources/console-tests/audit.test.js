import { html, render } from '/core/html.js';
import { columns } from '/pages/audit/columns.js';
import { equal } from './expect.js';

/** What the column of that name says of a row. */
function said(name, row) {
  const place = document.createElement('div');
  render(html`<div>${columns.find((it) => it.name === name).cell(row)}</div>`, place);
  const text = place.textContent;
  render(null, place);
  return text;
}

export const tests = {
  'who was denied is told why, and how often before'() {
    equal(said('Outcome', { kind: 'denied', last: { outcome: 'forged_session' } }), 'DeniedForged session');
    equal(said('Outcome', { kind: 'denied', last: { outcome: 'cross_site', more: 3 } }), 'DeniedCross siteand 3 before');
  },
};
