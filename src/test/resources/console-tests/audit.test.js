import { html, render } from '/core/html.js';
import { columns } from '/pages/audit/columns.js';
import { paired } from '/pages/audit/pairs.js';
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
  'what has no end yet may be under way for ten minutes'() {
    const now = Date.parse('2030-01-01T12:00:00Z');
    const intent = (minutes, ended) => ({ sequence: minutes, kind: 'intent', requestId: `r${minutes}`, operation: 'changeRules', ended, at: new Date(now - minutes * 60_000).toISOString() });
    const rows = paired([intent(0), intent(1), intent(9.9), intent(10), intent(60), intent(61, true)], now);
    equal(rows.map(({ kind }) => kind), ['open', 'late', 'late', 'cut', 'cut', 'begun']);
    equal([rows[0], rows[2], rows[3]].map((it) => said('Outcome', it)), ['Under way', 'Under way, or cut short', 'Cut short']);
  },
  'an intent and its outcome are one row'() {
    const [intent, outcome] = [{ sequence: 1, kind: 'intent', requestId: 'r', at: '2030-01-01T12:00:00Z' }, { sequence: 2, kind: 'outcome', requestId: 'r', outcome: 'applied' }];
    equal(paired([outcome, intent]), [{ key: 2, kind: 'change', intent, last: outcome }]);
  },
};
