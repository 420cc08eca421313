import { personName } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';
import { href } from '../../../core/place.js';
import { Time } from '../../../core/time.js';
import { Icon } from '../../../ui/Icon.js';

/**
 * Says that a silence covers the incident: nobody is told of it, nothing is done without asking.
 *
 * @param {{incident: object}} properties
 */
export function Silenced({ incident }) {
  const document = useDocument(incident.state === 'resolved' ? null : 'silences?state=active&limit=100', ['silences']);
  const covers = document.data?.silences.filter((it) => concerns(it, incident)) ?? [];
  return covers.map((it) => html`
    <p key=${it.id} class="note-box"><${Icon} name="info" /><span>Silenced until <${Time} at=${it.endsAt} />, by ${personName(it.author)}: ${it.reason} <a href=${href('silences')}>Silences</a></span></p>`);
}

function concerns({ gateway, category, subject }, { gateway: own, cause }) {
  return (gateway === '*' || gateway === own) && (!category || category === cause?.category) && (!subject || subject === cause?.subject.name);
}
