import { html, useState } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { useKept } from '../../core/kept.js';
import { useQuery } from '../../core/router.js';
import { Page, Section } from '../../ui/Page.js';
import { useDraft } from '../rules/draft.js';
import { Ask } from './Ask.js';
import { Explain } from './Explain.js';
import { Outcome } from './Outcome.js';
import { RulesChoice } from './RulesChoice.js';
import { Snapshot } from './Snapshot.js';
import { rulesOf, useTrial } from './trial.js';
import { useSnapshot } from './useSnapshot.js';

/** Diagnoses any snapshot by any rules, and says why a rule did not fire. Nothing of it is kept. */
export default function Playground() {
  const [query] = useQuery();
  const rules = useDocument('rules', ['rules']);
  const { draft, changes } = useDraft();
  const [choice, setChoice] = useKept('playground.rules', 'active');
  const [rule, setRule] = useState(query.rule ?? '');
  const snapshot = useSnapshot();
  const own = choice === 'draft' && !draft ? 'active' : choice;
  const trial = useTrial(snapshot.text, rulesOf(own, changes));
  return html`
    <${Page} title="Playground">
      <p class="lead">Diagnose a snapshot by the rules in force, by your draft or by an earlier revision, and ask why a rule did not fire. Nothing is put in force, kept or told to anybody.</p>
      <div class="playground">
        <${Section} title="Snapshot"><${Snapshot} of=${snapshot} /><//>
        <div class="stack">
          <${Section} title="Rules and answer">
            <${RulesChoice} choice=${own} onChoose=${setChoice} draft=${draft} active=${rules.data?.revision} />
            <${Ask} trial=${trial} rule=${rule} />
          <//>
          <${Section} title="Why did a rule not fire?">
            <${Explain} trial=${trial} rule=${rule} onRule=${setRule} rules=${rules.data} draft=${own === 'draft' ? draft : null} />
          <//>
        </div>
      </div>
      ${trial.answer && html`<${Outcome} trial=${trial} />`}
    <//>`;
}
