import { html, useId } from '../../core/html.js';
import { useDocument } from '../../core/live.js';

/**
 * Which rules answer: those in force, the draft of this tab, or a revision by its number.
 *
 * @param {{choice: string, onChoose: Function, draft: object|null, active: object|undefined}} properties
 */
export function RulesChoice({ choice, onChoose, draft, active }) {
  const list = useDocument('rules/revisions?limit=100', ['rules']);
  const name = useId();
  const revisions = list.data?.revisions ?? [];
  const isRevision = /^\d+$/.test(choice);
  const radio = (value, words, more = {}) => html`<label class="choice-line"><input type="radio" name=${name} value=${value} checked=${more.checked ?? choice === value} disabled=${more.disabled} onChange=${() => onChoose(value)} /> <span>${words}</span></label>`;
  const files = Object.keys(draft?.files ?? {}).length;
  return html`
    <fieldset class="choices">
      <legend>Rules</legend>
      ${radio('active', active ? `In force: revision ${active.number}` : 'In force')}
      ${radio('draft', draft ? `My draft: ${files} ${files === 1 ? 'file' : 'files'} changed` : 'My draft: there is none in this tab', { disabled: !draft })}
      ${radio(String(revisions[0]?.number ?? 1), 'A revision', { checked: isRevision, disabled: revisions.length === 0 })}
      ${isRevision && html`<select aria-label="Which revision" value=${choice} onChange=${(event) => onChoose(event.target.value)}>${revisions.map((it) => html`<option key=${it.number} value=${String(it.number)}>${it.number}: ${it.message.slice(0, 80)}</option>`)}</select>`}
    </fieldset>`;
}
