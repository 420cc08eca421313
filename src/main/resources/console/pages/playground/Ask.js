import { words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { State } from '../../ui/State.js';

const VERDICTS = { diagnosed: ['critical', 'Diagnosed'], healthy: ['good', 'Healthy'], inconclusive: ['unknown', 'Inconclusive'] };

/**
 * Asks for a diagnosis, and says the verdict.
 *
 * @param {{trial: object, rule: string}} properties rule is explained along the way; may be empty
 */
export function Ask({ trial, rule }) {
  const [tone, word] = VERDICTS[trial.answer?.diagnosis.verdict] ?? [];
  return html`
    <div class="stack">
      <div class="buttons"><${ActionButton} tone="primary" icon="play" onPress=${() => trial.ask(rule ? [rule] : [])} done="Diagnosed">Diagnose<//></div>
      ${trial.answer && html`
        <p role="status"><${State} tone=${tone ?? 'unknown'}>${word ?? words(trial.answer.diagnosis.verdict)}<//> ${trial.answer.diagnosis.summary}</p>
        <p class="muted">By revision <code title=${trial.answer.revision}>${trial.answer.revision.slice(0, 10)}</code></p>
        ${trial.stale && html`<p class="stale">The snapshot or the rules have changed since; diagnose again.</p>`}`}
    </div>`;
}
