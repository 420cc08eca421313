import { personName } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { useQuery } from '../../../core/router.js';
import { Time } from '../../../core/time.js';
import { ChoiceFilter, Filters } from '../../../ui/Filters.js';
import { Icon } from '../../../ui/Icon.js';
import { Section } from '../../../ui/Page.js';
import { Rest, usePages } from '../../../ui/Paged.js';
import { GROUPS, groupOf, sentence } from './sentences.js';

/**
 * What happened, the oldest first.
 *
 * @param {{incident: object}} properties
 */
export function Timeline({ incident }) {
  const [query] = useQuery();
  const list = usePages(`incidents/${incident.id}/timeline?limit=100`, 'entries', [`incident:${incident.id}`], 'after');
  const rows = list.rows?.filter((entry) => !query.kind || groupOf(entry.kind) === query.kind);
  const filter = html`<${Filters} label="Filter the timeline"><${ChoiceFilter} name="kind" label="Show" all="All that happened" options=${GROUPS} /><//>`;
  return html`
    <${Section} title="Timeline" id="timeline" aside=${filter}>
      ${rows && (rows.length === 0 ? html`<p class="muted">Nothing of that kind${list.more ? ' so far' : ''}.</p>` : html`<ol class="timeline">${rows.map((entry) => html`<${Entry} key=${entry.version} entry=${entry} />`)}</ol>`)}
      <${Rest} of=${list} />
    <//>`;
}

function Entry({ entry }) {
  const { icon, tone, title, text, action, incident } = sentence(entry);
  return html`
    <li class=${`entry entry-${entry.kind}`}>
      <span class=${`entry-icon tone-${tone}`}><${Icon} name=${icon} /></span>
      <div class="entry-words">
        <p class="entry-head"><b>${title}</b> <span class="muted">${entry.actor === 'fivewhys' ? 'by the service' : `by ${personName(entry.actor)}`}</span></p>
        ${text && (entry.kind === 'commented' ? html`<blockquote class="quoted">${text}</blockquote>` : html`<p>${text}</p>`)}
        ${(action || incident || entry.diagnosis) && html`<p class="entry-links">${action && html`<a href=${href(`actions/${action}`)}>Action</a>`} ${incident && html`<a href=${href(`incidents/${incident}`)}>The other incident</a>`} ${entry.diagnosis && html`<a href=${href(`diagnoses/${entry.diagnosis}`)}>Diagnosis</a>`}</p>`}
      </div>
      <span class="entry-time"><${Time} at=${entry.at} /></span>
    </li>`;
}
