import { html, useContext, useMemo, useState } from '../../../core/html.js';
import { FactSource } from './factSource.js';
import { NodeDialog } from './NodeDialog.js';
import { shownOf } from './shown.js';
import { WhyGraph } from './WhyGraph.js';
import { WhyList } from './WhyList.js';

const isPhone = () => matchMedia('(max-width: 40rem)').matches;

/**
 * The chain of whys, as a picture or as a list.
 *
 * @param {{diagnosis: object}} properties diagnosis as the API has it, with at least one cause or a graph
 */
export function WhyView({ diagnosis }) {
  const { graph, causes } = diagnosis;
  const why = causes[0]?.why;
  const [chosen, setChosen] = useState(null);
  const [all, setAll] = useState(false);
  // A node stays with the graph and the facts it was opened with: a later look has others of the same numbers.
  const [open, setOpen] = useState(null);
  const source = useContext(FactSource);
  const shown = useMemo(() => graph && shownOf(graph, all), [graph, all]);
  const view = !graph ? 'list' : !why ? 'graph' : chosen ?? (isPhone() ? 'list' : 'graph');
  const choice = (name, word) => html`<button type="button" class="small" aria-pressed=${view === name ? 'true' : 'false'} onClick=${() => setChosen(name)}>${word}</button>`;
  return html`
    <div class="stack">
      <div class="why-tools">
        ${graph && why && html`<div class="choice" role="group" aria-label="Show the chain of whys">${choice('graph', 'As a graph')}${choice('list', 'As a list')}</div>`}
        ${view === 'graph' && shown.hidden + (all ? 1 : 0) > 0 && html`<label class="tick"><input type="checkbox" checked=${all} onChange=${() => setAll(!all)} /> Show all of it${all ? '' : `, ${shown.hidden} more`}</label>`}
        ${view === 'graph' && html`<${Legend} />`}
      </div>
      ${view === 'graph' && html`<${WhyGraph} graph=${shown.graph} onOpen=${(node) => setOpen({ node, graph, source })} />`}
      ${view === 'list' && why && html`<${WhyList} why=${why} graph=${graph} />`}
      ${view === 'list' && !graph && html`<p class="muted">There is no picture of this diagnosis: it was kept before there were any.</p>`}
      ${graph?.cut && html`<p class="muted">${graph.cut}</p>`}
      <${FactSource.Provider} value=${open ? open.source : source}><${NodeDialog} node=${open?.node ?? null} graph=${open?.graph} onClose=${() => setOpen(null)} /><//>
    </div>`;
}

const Legend = () => html`
  <ul class="why-legend" aria-label="Lines">
    <li><span class="key key-leading"></span>why, to the first cause</li>
    <li><span class="key key-evidence"></span>evidence, with its weight</li>
    <li><span class="key key-because"></span>is explained by</li>
  </ul>`;
