import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { href } from '../../core/place.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Body } from './parts/Body.js';
import { Head } from './parts/Head.js';

/** One incident: what is wrong, why, what now, and all that was done about it. */
export default function Incident({ id }) {
  const incident = useDocument(`incidents/${encodeURIComponent(id)}`, [`incident:${id}`, 'actions', 'fixes']);
  return html`
    <${Page} title=${incident.data?.title ?? 'Incident'} heading=${incident.data && html`<${Heading} title=${incident.data.title} gateway=${incident.data.gateway} />`}>
      <${Loaded} of=${incident} what="This incident">${(data) => html`
        <${Head} incident=${data} onDone=${incident.reload} />
        <${Body} key=${data.id} incident=${data} onDone=${incident.reload} />`}
      <//>
    <//>`;
}

/** The gateway stands before the title; the eye wants what is wrong. */
function Heading({ title, gateway }) {
  const lead = `${gateway}: `;
  if (!title.startsWith(lead)) {
    return title;
  }
  const rest = title.slice(lead.length);
  return html`<a class="heading-place" href=${href(`gateways/${encodeURIComponent(gateway)}`)}>${gateway}</a><span class="unseen">: </span>${rest.charAt(0).toUpperCase()}${rest.slice(1)}`;
}
