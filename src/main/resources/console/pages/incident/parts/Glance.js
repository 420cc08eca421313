import { html, useState } from '../../../core/html.js';
import { Icon } from '../../../ui/Icon.js';
import { Code } from '../../../ui/Code.js';
import { Loaded } from '../../../ui/Loaded.js';
import { State } from '../../../ui/State.js';
import { ActionButtons } from '../../actions/parts/ActionButtons.js';
import { ActionState, Effect, Risk } from '../../actions/parts/ActionState.js';
import { stateOf } from '../../actions/parts/words.js';
import { Confidence, causeTitle } from './CauseView.js';
import { canRun, leadingOf } from './recommended.js';
import { RunButton } from './RunButton.js';

/**
 * Why, and what now: a sentence each.
 *
 * @param {{incident: object, diagnosis: object|undefined, cause: object|undefined, known: object, rows: object[], onDone: Function}} properties
 *     known: what the rows follow from, as useDocument gives it; before it is read they say nothing
 */
export const Glance = ({ incident, diagnosis, cause, known, rows, onDone }) => html`
  <div class="glance">
    <section class="section glance-why" aria-label="Why"><h2>Why</h2><${Why} incident=${incident} diagnosis=${diagnosis} cause=${cause} /></section>
    <section class="section glance-now" aria-label="What now"><h2>What now</h2><${Now} incident=${incident} known=${known} rows=${rows} onDone=${onDone} /></section>
  </div>`;

function Why({ incident, diagnosis, cause }) {
  const known = cause ?? incident.cause;
  if (!known) {
    return html`<p><${State} tone="unknown">Not known yet<//></p><p>${incident.summary}</p>`;
  }
  const root = cause?.why.at(-1) ?? known.summary;
  const symptom = diagnosis?.symptoms[0]?.statement;
  return html`
    <p class="cause-line"><${Confidence} of=${known.confidence} /><span class="glance-cause">${causeTitle(known)}</span></p>
    <p class="glance-root">${root}</p>
    ${symptom && html`<p class="muted glance-symptom">Clients see: ${symptom}${diagnosis.symptoms.length > 1 ? ` (and ${diagnosis.symptoms.length - 1} more)` : ''}</p>`}`;
}

function Now({ incident, known, rows, onDone }) {
  const [held, setHeld] = useState(null);
  // What a dialog is open about stays, whatever leads by then.
  const row = held ? rows.find(({ key }) => key === held.key) ?? held : leadingOf(rows);
  const hold = (open) => setHeld(open ? row : null);
  if (incident.state === 'resolved' && !held) {
    return html`<p class="glance-root"><${State} tone="good">Nothing: it is over<//></p>
      ${row?.action?.effect && html`<p><${Effect} effect=${row.action.effect} /> · ${row.action.effectWords}</p>`}<p class="muted">What to change so that it does not come back: <a href="#fixes" onClick=${jump('fixes')}>Change for good</a></p>`;
  }
  return html`<${Loaded} of=${known} what="What to do">${() => html`<${Next} incident=${incident} row=${row} onDone=${onDone} hold=${hold} />`}<//>`;
}

function Next({ incident, row, onDone, hold }) {
  if (!row) {
    return html`<p>Nothing is recommended. Look at the chain of whys, and say what you find in a comment.</p>`;
  }
  const { action, mitigation } = row;
  const shown = action ?? mitigation;
  return html`
    <p class="row">${mitigation?.action === 'manual' && html`<${State} tone="neutral">Only by hand<//>`}${action && html`<${ActionState} state=${action.state} />`}${action?.effect ? html`<${Effect} effect=${action.effect} />` : html`<${Risk} risk=${shown.risk} />`}</p>
    <p class="glance-root">${shown.summary}</p>
    ${mitigation?.action === 'manual' ? html`<${Code} text=${mitigation.command} />` : html`<p class="muted">${action?.effect ? action.effectWords : shown.because}</p>`}
    ${action?.state === 'refused' && html`<p class="glance-refused"><${Icon} name="warning" /> ${action.refusals[0]?.words}</p>`}
    ${action && ['planned', 'intended', 'acting', 'verifying'].includes(action.state) && html`<p class="muted">${stateOf(action.state)[2]}</p>`}
    <div class="buttons">
      ${action && html`<${ActionButtons} action=${action} onDone=${onDone} onOpen=${hold} />`}
      ${mitigation && html`<${RunButton} incident=${incident} mitigation=${mitigation} offered=${canRun(row)} onDone=${onDone} onOpen=${hold} />`}
      <a href="#actions" onClick=${jump('actions')}>All that can be done</a>
    </div>`;
}

/** To a part of this page, whatever the page's base address is. */
export const jump = (id) => (event) => {
  event.preventDefault();
  document.getElementById(id)?.scrollIntoView();
};
