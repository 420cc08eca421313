import { subject, sure, words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { href } from '../../core/place.js';
import { navigate } from '../../core/router.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page, Section } from '../../ui/Page.js';
import { ActionButtons } from './parts/ActionButtons.js';
import { ActionState, Risk } from './parts/ActionState.js';
import { EffectView } from './parts/EffectView.js';
import { GuardVerdicts } from './parts/GuardVerdicts.js';
import { History } from './parts/History.js';
import { Who } from './parts/InterventionCard.js';
import { PlanView } from './parts/PlanView.js';
import { actionTitle, stateOf } from './parts/words.js';

/** One action: exactly what it changes, what is said for and against it, and all that became of it. */
export default function Action({ id }) {
  const document = useDocument(`actions/${encodeURIComponent(id)}`, [`action:${id}`, 'actions']);
  const done = (action) => (action.id === id ? document.reload() : navigate(`actions/${action.id}`));
  const title = document.data ? actionTitle(document.data) : 'Action';
  return html`
    <${Page} title=${title} aside=${document.data && html`<${ActionState} state=${document.data.state} />`}>
      <${Loaded} of=${document} what="This action">${(action) => html`
        <${About} action=${action} onDone=${done} />
        <div class="columns">
          <${Section} title="What exactly changes"><${PlanView} action=${action} /><//>
          <${Section} title="Policy and guards"><${GuardVerdicts} action=${action} /><//>
        </div>
        <${Section} title="Before and after"><${EffectView} action=${action} /><//>
        <${Section} title="History"><${History} entries=${action.history ?? []} /><//>`}
      <//>
    <//>`;
}

function About({ action, onDone }) {
  const { cause } = action;
  return html`
    <section class="section" aria-label="About this action">
      <p>${stateOf(action.state)[2]} <${Who} action=${action} /></p>
      <dl class="facts">
        <dt>Gateway</dt><dd><a href=${href(`gateways/${encodeURIComponent(action.gateway)}`)}>${action.gateway}</a></dd>
        <dt>Incident</dt><dd><a href=${href(`incidents/${action.incident}`)}>${words(cause.category)} of ${subject(cause.subject)}</a>, confidence ${sure(cause.confidence)}</dd>
        ${!action.inverseOf && html`<dt>Why it should help</dt><dd>${action.because}</dd>`}
        <dt>Risk</dt><dd><${Risk} risk=${action.risk} /></dd>
        ${action.requested.reason && action.requested.reason !== action.because && html`<dt>Wanted because</dt><dd>${action.requested.reason}</dd>`}
        ${action.approved?.reason && html`<dt>Approved because</dt><dd>${action.approved.reason}</dd>`}
        ${action.inverseOf && html`<dt>Takes back</dt><dd><a href=${href(`actions/${action.inverseOf}`)}>an earlier action</a></dd>`}
      </dl>
      <${ActionButtons} action=${action} onDone=${onDone} />
    </section>`;
}
