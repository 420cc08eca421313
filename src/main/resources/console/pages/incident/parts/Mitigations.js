import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Code } from '../../../ui/Code.js';
import { Empty } from '../../../ui/Loaded.js';
import { State } from '../../../ui/State.js';
import { ActionButtons } from '../../actions/parts/ActionButtons.js';
import { ActionState, Effect, Risk } from '../../actions/parts/ActionState.js';
import { GuardVerdicts } from '../../actions/parts/GuardVerdicts.js';
import { Who } from '../../actions/parts/InterventionCard.js';
import { PlanView } from '../../actions/parts/PlanView.js';
import { canRun, isOver } from './recommended.js';
import { RunButton } from './RunButton.js';

/**
 * What is recommended, and what is planned for it.
 *
 * @param {{incident: object, rows: object[], gone: boolean, onDone: Function}} properties rows as `planned` gives
 *     them; gone: the diagnosis is not kept any more, nor what it recommended
 */
export function Mitigations({ incident, rows, gone, onDone }) {
  if (rows.length === 0 && gone) {
    return html`<${Empty} title="Nothing was planned.">What was recommended is not kept any more.<//>`;
  }
  if (rows.length === 0) {
    return html`<${Empty} title="Nothing is recommended.">The service knows nothing that would help against this. Long-term fixes stand below; what you do by hand belongs into a comment.<//>`;
  }
  return html`<div class="mitigations">${rows.map((row, i) => html`<${Card} key=${row.key} row=${row} best=${i === 0} gone=${gone} incident=${incident} onDone=${onDone} />`)}</div>`;
}

function Card({ row, best, gone, incident, onDone }) {
  const { mitigation, action, earlier } = row;
  const { summary, risk, because, command } = mitigation ?? action;
  return html`
    <article class="mitigation" aria-label=${summary}>
      <header class="mitigation-head">
        <h3>${action ? html`<a href=${href(`actions/${action.id}`)}>${summary}</a>` : summary}</h3>
        ${best && mitigation && html`<span class="chip">Recommended first</span>`}
        ${!mitigation && !gone && html`<span class="chip">Not recommended any more</span>`}
        <span class="mitigation-state">${action ? html`<${ActionState} state=${action.state} />` : mitigation.action === 'manual' ? html`<${State} tone="neutral">Only by hand<//>` : html`<${State} tone="neutral">Not planned<//>`}</span>
      </header>
      <p><${Risk} risk=${risk} /> <span>${because}</span></p>
      ${action ? (mitigation || !isOver(action) ? html`<${Planned} action=${action} onDone=${onDone} />` : html`<p class="muted"><${Who} action=${action} /></p>`) : html`<${Code} text=${command} label=${`Command: ${summary}`} />`}
      ${mitigation?.action === 'manual' && html`<p class="muted">The service cannot do this; run it yourself, and say so in a comment.</p>`}
      ${mitigation && incident.state !== 'resolved' && html`<${RunButton} incident=${incident} mitigation=${mitigation} offered=${canRun(row)} onDone=${onDone} />`}
      ${earlier.length > 0 && html`<details><summary>Wanted ${earlier.length === 1 ? 'once' : `${earlier.length} times`} before</summary><ul class="plain-list">${earlier.map((it) => html`<li key=${it.id}><${ActionState} state=${it.state} /> <a href=${href(`actions/${it.id}`)}>${it.summary}</a></li>`)}</ul></details>`}
    </article>`;
}

/** What was planned: what would change, what policy and guards say, what came of it, what one can do. */
const Planned = ({ action, onDone }) => html`
  <div class="planned">
    <div class="stack"><h4>What exactly changes</h4><${PlanView} action=${action} /></div>
    <div class="stack"><h4>Policy and guards</h4><${GuardVerdicts} action=${action} />
      ${action.effect && html`<p><${Effect} effect=${action.effect} /> · ${action.effectWords}</p>`}
      <p class="muted"><${Who} action=${action} /></p>
      <${ActionButtons} action=${action} onDone=${onDone} />
    </div>
  </div>`;
