import { html } from '../../core/html.js';
import { useQuery } from '../../core/router.js';
import { Activate } from './Activate.js';
import { BackTest } from './BackTest.js';
import { Cases } from './Cases.js';
import { Changes } from './Changes.js';
import { StartShadow } from './StartShadow.js';

const PARTS = [['cases', 'Cases'], ['backtest', 'Back-test'], ['difference', 'Difference']];

/**
 * What can be done with the draft, beside the editor: run cases, back-test, see the difference, let
 * it run in the shadow, put it in force.
 */
export function Bench({ rules, work, path, reload }) {
  const [query, change] = useQuery();
  const part = PARTS.some(([name]) => name === query.part) ? query.part : 'cases';
  return html`
    <section class="section bench" aria-label="Try the draft">
      <header><h2>Try the draft</h2><div class="buttons"><${StartShadow} work=${work} /><${Activate} rules=${rules} work=${work} reload=${reload} /></div></header>
      <div class="part-buttons" role="group" aria-label="What to try">${PARTS.map(([name, word]) => html`<button key=${name} type="button" class="small" aria-pressed=${name === part ? 'true' : 'false'} onClick=${() => change({ part: name })}>${word}</button>`)}</div>
      <div hidden=${part !== 'cases'}><${Cases} work=${work} path=${path} /></div>
      <div hidden=${part !== 'backtest'}><${BackTest} work=${work} /></div>
      ${part === 'difference' && html`<${Changes} work=${work} rules=${rules} />`}
    </section>`;
}
