import { subject, sure, words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { Evidence } from './Evidence.js';

export const causeTitle = (cause) => `${words(cause.category)} of ${subject(cause.subject)}`;

/**
 * A cause: what it is, how sure that is, what adds up to it, what else it explains.
 *
 * @param {{cause: object}} properties cause as the API has it
 */
export const CauseView = ({ cause }) => html`
  <div class="stack">
    <p class="cause-line"><${Confidence} of=${cause.confidence} /><span>${cause.summary}</span></p>
    <${Evidence} cause=${cause} title=${causeTitle(cause)} />
    ${cause.explains?.length > 0 && html`<p class="muted">It explains as well: ${cause.explains.join('; ')}.</p>`}
  </div>`;

/** How sure, as a number and a bar. */
export const Confidence = ({ of }) => html`
  <span class="confidence"><span><b>${sure(of)}</b> <span class="muted">sure</span></span><span class="confidence-bar" aria-hidden="true"><span style=${{ width: `${of * 100}%` }}></span></span></span>`;

/**
 * The causes after the first, each to be opened.
 *
 * @param {{causes: object[]}} properties
 */
export const OtherCauses = ({ causes }) => causes.length > 0 && html`
  <div class="other-causes">
    ${causes.map((cause) => html`
      <details key=${causeTitle(cause)}><summary><b>${sure(cause.confidence)}</b> ${causeTitle(cause)}</summary><${CauseView} cause=${cause} /></details>`)}
  </div>`;
