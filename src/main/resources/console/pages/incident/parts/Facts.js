import { html, useContext } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';
import { Loaded } from '../../../ui/Loaded.js';
import { FactCard } from './FactCard.js';
import { FactSource } from './factSource.js';

/** How many the service gives at once. */
const MOST = 200;

/**
 * The facts behind a statement.
 *
 * @param {{indices: number[]}} properties
 */
export function Facts({ indices }) {
  const source = useContext(FactSource);
  if (source?.facts) {
    return html`<${Cards} facts=${indices.map((index) => ({ index, fact: source.facts[index] })).filter((it) => it.fact)} missing=${indices.filter((index) => !source.facts[index])} why="they are derived from log lines and not part of the snapshot" />`;
  }
  return html`<${Kept} id=${source.id} indices=${indices} />`;
}

function Kept({ id, indices }) {
  const document = useDocument(`diagnoses/${encodeURIComponent(id)}/facts?index=${indices.slice(0, MOST).join(',')}`);
  if (document.problem?.code === 'snapshot-gone') {
    return html`<p class="muted facts-gone">The snapshot of this look is not kept any more: that of a look that says nothing new never is, and old ones make room for others. What the rules made of the facts stands above and stays.</p>`;
  }
  return html`<${Loaded} of=${document} what="This fact">${({ facts, missing }) => html`<${Cards} facts=${facts} missing=${missing} />`}<//>`;
}

const Cards = ({ facts, missing, why = 'the log lines, or the rules that read them, are not kept any more' }) => html`
  <div class="fact-cards">${facts.map((it) => html`<${FactCard} key=${it.index} index=${it.index} derived=${it.derived} fact=${it.fact} />`)}</div>
  ${missing.length > 0 && html`<p class="muted">Not shown: ${missing.map((index) => `#${index}`).join(', ')}, since ${why}.</p>`}`;
