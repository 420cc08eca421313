import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';
import { Code } from '../../../ui/Code.js';
import { Empty } from '../../../ui/Loaded.js';
import { State } from '../../../ui/State.js';
import { ActionState, Risk } from '../../actions/parts/ActionState.js';
import { GuardVerdicts } from '../../actions/parts/GuardVerdicts.js';
import { InterventionCard } from '../../actions/parts/InterventionCard.js';
import { PlanView } from '../../actions/parts/PlanView.js';
import { canRun } from './mitigations.js';
import { RunButton } from './RunButton.js';

/**
 * What is recommended, and what is planned for it.
 *
 * @param {{incident: object, rows: object[], onDone: Function}} properties rows as `planned` gives them
 */
export function Mitigations({ incident, rows, onDone }) {
  if (rows.length === 0) {
    return html`<${Empty} title="Nothing is recommended.">The service knows nothing that would help against this. Long-term fixes stand below; what you do by hand belongs into a comment.<//>`;
  }
  return html`<div class="mitigations">${rows.map((row, i) => html`<${Card} key=${row.key} row=${row} best=${i === 0} incident=${incident} onDone=${onDone} />`)}</div>`;
}

function Card({ row, best, incident, onDone }) {
  const { mitigation, action, earlier } = row;
  const over = incident.state === 'resolved';
  return html`
    <div class="mitigation">
      <header class="mitigation-head">
        <h3>${(mitigation ?? action).summary}</h3>
        ${best && mitigation && html`<span class="chip">Recommended first</span>`}
        ${!mitigation && html`<span class="chip">Not recommended any more</span>`}
      </header>
      ${mitigation && html`<p class="row"><${Risk} risk=${mitigation.risk} /><span>${mitigation.because}</span></p>`}
      ${mitigation && !action && html`<${Code} text=${mitigation.command} />`}
      ${mitigation?.action === 'manual' && html`<p><${State} tone="neutral">Only by hand<//> <span class="muted">The service cannot do this; run it yourself.</span></p>`}
      ${action && html`<${Planned} action=${action} onDone=${onDone} />`}
      ${mitigation && !over && html`<${RunButton} incident=${incident} mitigation=${mitigation} offered=${canRun(row)} onDone=${onDone} />`}
      ${earlier.length > 0 && html`<details><summary>Wanted ${earlier.length === 1 ? 'once' : `${earlier.length} times`} before</summary><ul class="plain-list">${earlier.map((it) => html`<li key=${it.id}><${ActionState} state=${it.state} /> <a href=${href(`actions/${it.id}`)}>${it.summary}</a></li>`)}</ul></details>`}
    </div>`;
}

/** What was planned: how far it is, what would change, what policy and guards say. */
const Planned = ({ action, onDone }) => html`
  <${InterventionCard} action=${action} onDone=${onDone} />
  <details class="plan-details"><summary>What exactly changes, and what policy and guards say</summary>
    <div class="stack"><${PlanView} action=${action} /><${GuardVerdicts} action=${action} /></div>
  </details>`;
