import { sure, words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Icon } from '../../../ui/Icon.js';
import { causeOf } from './IncidentParts.js';
import { STATES } from './state.js';

const MOST_NAMED = 3;

/**
 * One sentence for all gateways: is something wrong, why, what now.
 *
 * @param {{rows: Array<{gateway: object, state: string, why: string, incidents: object[]}>, stray: object[], waiting: object[], more: boolean}} properties
 *     stray are open incidents of gateways that are not looked at here; more: not all incidents are known
 */
export function Verdict({ rows, stray, waiting, more }) {
  const of = (state) => rows.filter((row) => row.state === state);
  const [critical, warning, unknown] = [of('critical'), of('warning'), of('unknown')];
  const worst = critical.length > 0 ? 'critical' : warning.length > 0 || stray.length > 0 ? 'warning' : unknown.length > 0 || rows.length === 0 ? 'unknown' : 'healthy';
  const [tone] = STATES[worst];
  return html`
    <div class=${`verdict tone-${tone}`} role="status">
      <${Icon} name=${tone} />
      <div>
        ${critical.length > 0 && html`<p class="verdict-lead">${share(critical, rows)} ${critical.length === 1 ? 'fails' : 'fail'}: ${named(critical)}.</p>`}
        ${warning.length > 0 && html`<p class=${critical.length > 0 ? undefined : 'verdict-lead'}>${share(warning, rows)} ${warning.length === 1 ? 'needs' : 'need'} a look: ${named(warning)}.</p>`}
        ${unknown.length > 0 && html`<p class=${worst === 'unknown' ? 'verdict-lead' : undefined}>${share(unknown, rows)} ${unknown.length === 1 ? 'is' : 'are'} unknown: ${named(unknown)}.</p>`}
        ${worst === 'unknown' && rows.length === 0 && html`<p class="verdict-lead">No gateway is known, and whether an incident is open cannot be read.</p>`}
        ${worst === 'healthy' && html`<p class="verdict-lead">${rows.length === 1 ? `${rows[0].gateway.name} is healthy.` : `All ${rows.length} gateways are healthy.`}</p>`}
        ${stray.length > 0 && html`<p>Also open: ${list(stray, (it) => html`<a href=${href(`incidents/${it.id}`)}>${it.gateway}, which is not looked at here</a>`)}.</p>`}
        ${more && html`<p>More incidents are open than are shown here: <a href=${href('incidents', { state: 'unresolved' })}>all of them</a>.</p>`}
        ${waiting.length > 0 && html`<p class="verdict-next"><${Decision} waiting=${waiting} /></p>`}
      </div>
    </div>`;
}

const share = (some, all) => (all.length === 1 ? 'The gateway' : some.length === all.length ? `All ${all.length} gateways` : `${some.length} of ${all.length} gateways`);

const named = (rows) => list(rows, ({ gateway, incidents, why }) => {
  const [first] = incidents;
  const name = html`<a href=${href(`gateways/${encodeURIComponent(gateway.name)}`)}>${gateway.name}</a>`;
  return first
    ? html`${name}: <a href=${href(`incidents/${first.id}`)}>${lower(causeOf(first))}</a>${first.cause && `, ${sure(first.cause.confidence)}`}${first.quietSince && ', quiet now'}`
    : html`${name} (${why})`;
});

const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);

function list(items, show) {
  const rest = items.length - MOST_NAMED;
  return html`${items.slice(0, MOST_NAMED).map((item, i) => html`${i > 0 ? '; ' : ''}${show(item)}`)}${rest > 0 && ` and ${rest} more`}`;
}

const Decision = ({ waiting }) => (waiting.length === 1
  ? html`<a href=${href(`actions/${waiting[0].id}`)}>${words(waiting[0].action)} waits for your approval</a>`
  : html`<a href=${href('actions', { state: 'waiting' })}>${waiting.length} actions wait for your approval</a>`);
