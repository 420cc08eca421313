import { personName, words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { useKept } from '../../../core/kept.js';
import { useDocument } from '../../../core/live.js';
import { Time } from '../../../core/time.js';
import { Loaded } from '../../../ui/Loaded.js';
import { State } from '../../../ui/State.js';
import { FeedbackForm } from './FeedbackForm.js';
import { useSteady } from './useSteady.js';

const VERDICTS = { right: ['good', 'Right'], partly: ['warning', 'Partly right'], wrong: ['critical', 'Wrong'] };

const useSaid = (id) => useDocument(id && `diagnoses/${encodeURIComponent(id)}/feedback`, ['rules']);

/**
 * What people say about a diagnosis, and the way to say it. Where the diagnosis changes as time goes on,
 * what was said about the first one stays, and what this reader said.
 *
 * @param {{id: string, first?: string, about?: string}} properties id of the diagnosis; first: id of the one that
 *     came first; about: what the form belongs to, where it outlasts one diagnosis
 */
export function Feedback({ id, first = id, about = id }) {
  const [sent, setSent] = useKept(`feedback.sent.${about}`, null);
  const last = useSteady(useSaid(id));
  const others = [useSaid(first === id ? null : first), useSaid(sent === id || sent === first ? null : sent)];
  const done = (to) => {
    setSent(to);
    return Promise.all([last, ...others].map((it) => it.reload()));
  };
  return html`
    <${Loaded} of=${last} what="What people say">${({ feedback }) => html`<${All} feedback=${[...others.flatMap((it) => it.data?.feedback ?? []), ...feedback]} />`}<//>
    <${FeedbackForm} id=${id} about=${about} onDone=${done} />`;
}

const keyOf = ({ by, at }) => `${by} ${at}`;

function All({ feedback }) {
  const each = [...new Map(feedback.map((it) => [keyOf(it), it])).values()].sort((a, b) => a.at.localeCompare(b.at));
  return each.length > 0 && html`
    <ul class="plain-list said-list" aria-label="What people say">${each.map((it) => html`<li key=${keyOf(it)}><${Said} feedback=${it} /></li>`)}</ul>`;
}

function Said({ feedback }) {
  const [tone, word] = VERDICTS[feedback.verdict];
  const { actualCause } = feedback;
  return html`
    <p><${State} tone=${tone}>${word}<//> <span class="muted">${personName(feedback.by)}, <${Time} at=${feedback.at} /></span></p>
    ${actualCause && html`<p>It was: ${words(actualCause.category)}${actualCause.subject ? ` of ${actualCause.subject}` : ''}</p>`}
    ${feedback.comment && html`<p>${feedback.comment}</p>`}`;
}
