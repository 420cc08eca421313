import { personName } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Age, Time } from '../../../core/time.js';
import { State } from '../../../ui/State.js';
import { Escalation } from './Escalation.js';
import { IncidentButtons } from './IncidentButtons.js';
import { actionOf } from './sentences.js';
import { incidentState, severity } from './states.js';

/**
 * How it stands with an incident, in a line or two, and what people do with it.
 *
 * @param {{incident: object, onDone: Function}} properties
 */
export function Head({ incident, onDone }) {
  const [tone, word] = incidentState(incident.state);
  const [severityTone, severityWord] = severity(incident.severity);
  return html`
    <div class="incident-head">
      <dl class="standing" aria-label="How it stands">
        <div><dt>State</dt><dd><${State} tone=${tone}>${word}<//></dd></div>
        <div><dt>Severity</dt><dd><${State} tone=${severityTone}>${severityWord}<//></dd></div>
        <div><dt>Lasts</dt><dd><b><${Age} since=${incident.startedAt} until=${incident.resolved?.at} /></b> <span class="muted since">since <${Time} at=${incident.startedAt} /></span></dd></div>
        <div><dt>Who has it</dt><dd>${who(incident)}</dd></div>
        <div class="standing-wide"><dt>Escalation</dt><dd><${Escalation} incident=${incident} /></dd></div>
      </dl>
      <${IncidentButtons} incident=${incident} onDone=${onDone} />
      <${Ends} incident=${incident} />
    </div>`;
}

function who({ assignee, acknowledged }) {
  if (assignee) {
    return personName(assignee);
  }
  return acknowledged ? personName(acknowledged.by) : html`<span class="muted">nobody</span>`;
}

/** How it ended, or seems to. */
function Ends({ incident }) {
  const { resolved, mergedInto, quietSince, mitigated, returns } = incident;
  if (mergedInto) {
    return html`<p class="note-line">It goes on as <a href=${href(`incidents/${mergedInto}`)}>another incident</a>${resolved ? html`: ${resolved.reason} (${personName(resolved.by)}, <${Time} at=${resolved.at} />)` : ''}</p>`;
  }
  if (resolved) {
    return html`<p class="note-line">Resolved by ${personName(resolved.by)}, <${Time} at=${resolved.at} />: ${resolved.reason}</p>`;
  }
  return html`
    ${quietSince && html`<p class="note-line">Nothing is seen of it since <${Time} at=${quietSince} />; it ends by itself when that lasts.</p>`}
    ${mitigated && html`<p class="note-line">${mitigated.by === 'fivewhys' ? 'Being mitigated by the service' : `Being mitigated, says ${personName(mitigated.by)}`}: ${actionOf(mitigated.reason) ?? mitigated.reason}</p>`}
    ${returns > 0 && html`<p class="note-line">It came back ${returns === 1 ? 'once' : `${returns} times`}.</p>`}`;
}
