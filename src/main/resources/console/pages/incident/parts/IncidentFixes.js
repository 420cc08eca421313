import { personName, subject } from '../../../core/format.js';
import { html, useState } from '../../../core/html.js';
import { State } from '../../../ui/State.js';
import { DoneDialog } from '../../fixes/DoneDialog.js';
import { Runbooks } from './Runbooks.js';

/**
 * What to change so that it does not happen again, and where to read on.
 *
 * @param {{fixes: object[], cause: object|undefined, onDone: Function}} properties
 */
export function IncidentFixes({ fixes, cause, onDone }) {
  const [asked, setAsked] = useState(null);
  return html`
    ${fixes.length === 0 && html`<p class="muted">No long-term fix is recommended for this cause.</p>`}
    <ul class="plain-list fix-list">
      ${fixes.map((fix) => html`
        <li key=${fix.id}>
          <p><b>${fix.title}</b></p><p>${fix.detail}</p>
          <p class="row">${fix.done
            ? html`<${State} tone="good">Done<//><span class="muted">by ${personName(fix.doneBy)}</span>`
            : html`<button type="button" class="small" aria-haspopup="dialog" aria-label=${`Mark as done: ${fix.title} for ${subject(fix.subject)}`} onClick=${() => setAsked(fix)}>Mark as done…</button><span class="muted">${fix.words}</span>`}</p>
        </li>`)}
    </ul>
    <${Runbooks} runbooks=${cause?.runbooks ?? []} />
    <${DoneDialog} fix=${asked} onClose=${() => setAsked(null)} onDone=${onDone} />`;
}
