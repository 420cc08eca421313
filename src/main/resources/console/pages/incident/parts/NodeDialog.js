import { subject, words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { Dialog } from '../../../ui/Dialog.js';
import { points } from './arithmetic.js';
import { Facts } from './Facts.js';
import { RuleLink } from './RuleLink.js';
import { standingOf } from './standing.js';

/**
 * All about one node of the chain: its whole statement, its rule, what speaks for it, its facts.
 *
 * @param {{node: object|null, graph: object, onClose: Function}} properties node is null while none is open
 */
export function NodeDialog({ node, graph, onClose }) {
  return html`
    <${Dialog} wide title=${node ? standingOf(node).word : ''} open=${node !== null} onClose=${onClose}>
      ${node && html`
        <div class="stack">
          <p class="node-statement">${node.statement}</p>
          ${node.rule && html`<p>Found by the rule <${RuleLink} rule=${node.rule} /></p>`}
          ${node.hypothesis && html`<${Hypothesis} node=${node} graph=${graph} />`}
          <${For} node=${node} graph=${graph} />
          ${node.facts.length > 0 && html`<h3>Facts</h3><${Facts} indices=${node.facts} />`}
        </div>`}
    <//>`;
}

function Hypothesis({ node, graph }) {
  const { category, subject: about, mechanism, because, prior, competition, score, furtherEvidence } = node.hypothesis;
  const evidence = graph.edges.filter((edge) => edge.kind === 'evidence' && edge.to === node.id);
  const statement = (id) => graph.nodes.find((it) => it.id === id)?.statement;
  const row = (name, value) => value !== undefined && html`<tr key=${name}><td>${name}</td><td class="number">${points(value)}</td></tr>`;
  return html`
    <dl class="facts">
      <dt>Kind of cause</dt><dd>${words(category)}${mechanism ? ` · ${words(mechanism).toLowerCase()}` : ''}</dd>
      <dt>About</dt><dd>${subject(about)}</dd>
      ${because && html`<dt>Set aside</dt><dd>${because}</dd>`}
    </dl>
    ${(evidence.length > 0 || prior !== undefined) && html`
      <table>
        <caption class="unseen">What speaks for it and against it, in decibans</caption>
        <thead><tr><th scope="col">What counts</th><th scope="col" class="number">Weight</th></tr></thead>
        <tbody>
          ${row('Prior', prior)}
          ${evidence.map((edge) => row(statement(edge.from), edge.weight))}
          ${row('Competition', competition)}
        </tbody>
        ${score !== undefined && html`<tfoot><tr><th scope="row">Score${furtherEvidence > 0 ? `, with ${furtherEvidence} further ${furtherEvidence === 1 ? 'piece' : 'pieces'} of evidence that ${furtherEvidence === 1 ? 'is' : 'are'} not in the picture` : ''}</th><td class="number"><b>${points(score)}</b></td></tr></tfoot>`}
      </table>`}`;
}

/** What a finding speaks for or against. */
function For({ node, graph }) {
  const edges = graph.edges.filter((edge) => edge.kind === 'evidence' && edge.from === node.id);
  const name = (id) => {
    const { hypothesis } = graph.nodes.find((it) => it.id === id);
    return `${words(hypothesis.category)} of ${subject(hypothesis.subject)}`;
  };
  return edges.length > 0 && html`
    <ul class="plain-list">${edges.map((edge) => html`<li key=${edge.to}><b class="number">${points(edge.weight)}</b> ${edge.weight < 0 ? 'against' : 'for'} ${name(edge.to)}</li>`)}</ul>`;
}
