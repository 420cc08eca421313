import { subject, sure, words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { href } from '../../core/place.js';
import { Time } from '../../core/time.js';
import { Empty } from '../../ui/Loaded.js';
import { Table } from '../../ui/Table.js';

/** Kinds of difference, the gravest first, in words. */
export const KINDS = { fails: 'The rules fail', mitigation: 'What to do first', verdict: 'Verdict', cause: 'Cause', confidence: 'Confidence', answers: 'Answers', detail: 'Detail' };

/**
 * Diagnoses that other rules would answer otherwise: before and after, and which rules it comes from.
 *
 * @param {{caption: string, rows: object[], empty?: string}} properties empty is said where there are none
 */
export const ChangedDiagnoses = ({ caption, rows, empty }) => html`
  <${Table} caption=${caption} columns=${columns} rows=${rows} keyOf=${(it) => it.id} empty=${html`<${Empty} title=${empty}>What the two answer alike is only counted.<//>`} />`;

const columns = [
  { name: 'Diagnosis', narrow: true, cell: (it) => html`<span class="stacked"><a href=${href(`diagnoses/${it.id}`)}><${Time} at=${it.recordedAt} /></a><span>${it.gateway}</span></span>` },
  { name: 'Differs in', narrow: true, cell: (it) => html`<ul class="plain-list">${it.differences.map((kind) => html`<li key=${kind}>${KINDS[kind] ?? words(kind)}</li>`)}</ul>` },
  { name: 'Now', cell: (it) => html`<${Told} told=${it.from} />` },
  { name: 'With the candidate', cell: (it) => html`<${Told} told=${it.to} other=${it.from} />` },
  { name: 'Rules', wrap: true, cell: (it) => html`<${RulesOf} rules=${it.rules} />` },
];

function Told({ told, other }) {
  if (told.failure) {
    return html`<b>The rules fail</b> <span class="muted">${told.failure.message ?? told.failure.title ?? told.failure.code ?? ''}</span>`;
  }
  const { cause, first } = told;
  const command = first?.command ?? first?.summary ?? (first && words(first.action));
  const sameFirst = other && (other.first?.command ?? other.first?.action) === (first?.command ?? first?.action);
  return html`
    <span class="stacked told">
      <span>${cause ? html`${words(cause.category)} <span class="muted">${cause.mechanism === cause.category ? '' : words(cause.mechanism)}</span>` : words(told.verdict ?? 'unknown')}</span>
      ${cause && html`<span>${subject(cause.subject)}, <b>${sure(cause.confidence)}</b></span>`}
      ${sameFirst ? html`<span class="muted">${command ? 'the same first step' : 'nothing to do'}</span>` : command ? html`<code>${command}</code>` : html`<span class="muted">nothing to do</span>`}
      ${told.escalateNow && html`<span>calls a person at once</span>`}
    </span>`;
}

const RulesOf = ({ rules }) => html`
  <span class="stacked">
    ${[['noLonger', 'No longer'], ['newly', 'Newly'], ['differently', 'Otherwise']].filter(([name]) => rules[name]?.length > 0).map(([name, word]) => html`<span key=${name}><span class="muted">${word}:</span> ${rules[name].join('; ')}</span>`)}
  </span>`;
