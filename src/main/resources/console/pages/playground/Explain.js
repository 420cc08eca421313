import { html, useId, useMemo } from '../../core/html.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Field } from '../../ui/Field.js';
import { Explanation } from './Explanation.js';

/** Asks why a rule fires over the snapshot, or why it does not. */
export function Explain({ trial, rule, onRule, rules, draft }) {
  const list = useId();
  const names = useMemo(() => namesOf(rules, draft), [rules, draft]);
  const explanation = trial.answer?.explanations[0];
  const ask = async (name) => {
    if (!name.trim()) {
      throw new Error('Name a rule first.');
    }
    await trial.ask([name.trim()]);
  };
  const next = (name) => {
    onRule(name);
    return ask(name);
  };
  return html`
    <div class="stack">
      <${Field} label="Rule" hint=${`One of ${names.length} rules; type a part of its name.`}>
        ${(it) => html`<input ...${it} list=${list} value=${rule} maxlength="1000" autocomplete="off" onInput=${(event) => onRule(event.target.value)} />`}
      <//>
      <datalist id=${list}>${names.map((name) => html`<option key=${name} value=${name}></option>`)}</datalist>
      <div class="buttons"><${ActionButton} onPress=${() => ask(rule)} done="Explained">Explain the rule<//></div>
      ${explanation && html`<${Explanation} of=${explanation} onRule=${next} stale=${trial.stale} />`}
    </div>`;
}

/** Names of the rules in force, and of those that the draft writes. */
function namesOf(rules, draft) {
  const drafted = draft?.files ?? {};
  const inForce = (rules?.files ?? []).filter(({ path }) => !(path in drafted)).flatMap(({ rules: each }) => each.map(({ name }) => name));
  const written = Object.values(drafted).flatMap(({ text }) => [...(text ?? '').matchAll(/^\s*rule\s+"((?:[^"\\]|\\.)+)"/gm)].map((found) => found[1]));
  return [...new Set([...inForce, ...written])].sort((a, b) => a.localeCompare(b));
}
