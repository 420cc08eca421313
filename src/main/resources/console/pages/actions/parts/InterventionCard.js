import { personName } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Countdown, Time } from '../../../core/time.js';
import { Code } from '../../../ui/Code.js';
import { ActionButtons } from './ActionButtons.js';
import { ActionState, Effect, Risk } from './ActionState.js';
import { Refusals } from './GuardVerdicts.js';
import { actionTitle } from './words.js';

/**
 * One action at a glance: how far it has come, what it is, who wants it, what objects to it, what
 * came of it, and what one can do.
 *
 * @param {{action: object, onDone?: (action: object) => any, withIncident?: boolean}} properties
 *     action as the API has it; its heading is an h3
 */
export function InterventionCard({ action, onDone, withIncident }) {
  return html`
    <article class="card intervention" aria-label=${actionTitle(action)}>
      <header><h3><a href=${href(`actions/${action.id}`)}>${actionTitle(action)}</a></h3><${ActionState} state=${action.state} /></header>
      <p class="row"><${Risk} risk=${action.risk} /><span>${action.because}</span></p>
      <${Code} text=${action.plan?.command ?? action.command} />
      ${action.refusals.length > 0 && html`<${Refusals} refusals=${action.refusals} />`}
      ${action.effect && html`<p><${Effect} effect=${action.effect} /> <span>· ${action.effectWords}</span></p>`}
      <p class="muted"><${Who} action=${action} />${withIncident ? html` · <a href=${href(`incidents/${action.incident}`)}>Incident</a>` : ''}</p>
      <${ActionButtons} action=${action} onDone=${onDone} />
    </article>`;
}

/** Who wants it and who approved it, in a sentence, and how long an approval is waited for. */
export const Who = ({ action }) => html`
  <span>Wanted by ${personName(action.requested.by)}, <${Time} at=${action.requested.at} /></span>
  ${action.approved && html`<span> · approved by ${personName(action.approved.by)}, <${Time} at=${action.approved.at} /></span>`}
  ${action.actedAt && html`<span> · done <${Time} at=${action.actedAt} /></span>`}
  ${action.state === 'waiting' && action.expiresAt && html`<span> · expires in <${Countdown} to=${action.expiresAt} over="a moment" /></span>`}`;
