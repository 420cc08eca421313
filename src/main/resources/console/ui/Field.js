import { html, useId } from '../core/html.js';

/**
 * A labelled control.
 *
 * @param {{label: string, hint?: any, problem?: string, children: (properties: object) => any}} properties children get id and descriptions
 */
export function Field({ label, hint, problem, children }) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined;
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${children({ id, 'aria-describedby': described, 'aria-invalid': problem ? 'true' : undefined })}
      ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
      ${problem && html`<p class="field-problem" id=${`${id}-problem`}>${problem}</p>`}
    </div>`;
}
