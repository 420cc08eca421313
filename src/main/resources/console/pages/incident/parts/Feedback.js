import { words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';
import { Time } from '../../../core/time.js';
import { Loaded } from '../../../ui/Loaded.js';
import { State } from '../../../ui/State.js';
import { FeedbackForm } from './FeedbackForm.js';
import { useSteady } from './useSteady.js';

const VERDICTS = { right: ['good', 'Right'], partly: ['warning', 'Partly right'], wrong: ['critical', 'Wrong'] };

/**
 * What people say about a diagnosis, and the way to say it.
 *
 * @param {{id: string, about?: string}} properties id of the diagnosis; about: what the form belongs to, where it outlasts one diagnosis
 */
export function Feedback({ id, about = id }) {
  const document = useSteady(useDocument(`diagnoses/${encodeURIComponent(id)}/feedback`, ['rules']));
  return html`
    <${Loaded} of=${document} what="What people say">${({ feedback }) => feedback.length > 0 && html`
      <ul class="plain-list said-list" aria-label="What people say">${feedback.map((it) => html`<li key=${it.by}><${Said} feedback=${it} /></li>`)}</ul>`}
    <//>
    <${FeedbackForm} id=${id} about=${about} onDone=${document.reload} />`;
}

function Said({ feedback }) {
  const [tone, word] = VERDICTS[feedback.verdict];
  const { actualCause } = feedback;
  return html`
    <p><${State} tone=${tone}>${word}<//> <span class="muted">${feedback.by}, <${Time} at=${feedback.at} /></span></p>
    ${actualCause && html`<p>It was: ${words(actualCause.category)}${actualCause.subject ? ` of ${actualCause.subject}` : ''}</p>`}
    ${feedback.comment && html`<p>${feedback.comment}</p>`}`;
}
