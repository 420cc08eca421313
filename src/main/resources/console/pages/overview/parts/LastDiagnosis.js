import { subject, sure, words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Ago } from '../../../core/time.js';
import { Section } from '../../../ui/Page.js';

const MOST_CAUSES = 3;

/** What the last look meant, in short; its own page says why. */
export function LastDiagnosis({ diagnosis }) {
  if (!diagnosis) {
    return html`<${Section} title="Last diagnosis"><p class="muted">None was made yet.</p><//>`;
  }
  const rest = diagnosis.causes.length - MOST_CAUSES;
  return html`
    <${Section} title="Last diagnosis" aside=${html`<span class="muted"><${Ago} at=${diagnosis.observedAt} /></span>`}>
      ${diagnosis.causes.length === 0 ? html`<p class="muted">It names no cause.</p>` : html`
        <ol>${diagnosis.causes.slice(0, MOST_CAUSES).map((it) => html`<li>${words(it.category)} of ${subject(it.subject)} <b>${sure(it.confidence)}</b></li>`)}</ol>`}
      ${rest > 0 && html`<p class="muted">and ${rest} less likely</p>`}
      ${diagnosis.blind.length > 0 && html`<p><span class="muted">It was made without:</span> ${without(diagnosis.blind)}</p>`}
      ${diagnosis.needs?.length > 0 && html`<div><p class="muted">To know more:</p><ul>${diagnosis.needs.map((need) => html`<li>${need}</li>`)}</ul></div>`}
      <p><a href=${href(`diagnoses/${diagnosis.id}`)}>Why: the whole diagnosis</a></p>
    <//>`;
}

/** `kubernetes (events, pods), prometheus`. */
const without = (blind) => [...Map.groupBy(blind, ({ source }) => source)]
  .map(([source, parts]) => [source, [...new Set(parts.map((it) => it.subject).filter(Boolean))]])
  .map(([source, parts]) => (parts.length > 0 ? `${source} (${parts.join(', ')})` : source))
  .join(', ');
