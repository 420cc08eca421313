import { html, useState } from '../../../core/html.js';
import { Facts } from './Facts.js';
import { FactsButton } from './FactsButton.js';
import { RuleLink } from './RuleLink.js';

/**
 * Why, as a list from what clients see to the root.
 *
 * @param {{why: string[], graph?: object}} properties why of the first cause; the graph knows rules and facts
 */
export const WhyList = ({ why, graph }) => html`
  <ol class="why-list" aria-label="Why as a list">
    ${why.map((statement, i) => html`<${Step} key=${i} statement=${statement} node=${graph?.nodes.find((node) => node.leading && node.statement === statement)} first=${i === 0} last=${i === why.length - 1} />`)}
  </ol>`;

function Step({ statement, node, first, last }) {
  const [open, setOpen] = useState(false);
  return html`
    <li>
      <p class="why-kind">${first ? 'What clients see' : last ? 'At the root' : 'because'}</p>
      <p>${statement}</p>
      ${node && html`<p class="evidence-foot"><${RuleLink} rule=${node.rule} /><${FactsButton} facts=${node.facts} of=${statement} open=${open} onToggle=${() => setOpen(!open)} /></p>`}
      ${open && node && html`<${Facts} indices=${node.facts} />`}
    </li>`;
}
