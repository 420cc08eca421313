import { personName } from '../../core/format.js';
import { html, useState } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { useQuery } from '../../core/router.js';
import { Time } from '../../core/time.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page, Section } from '../../ui/Page.js';
import { State } from '../../ui/State.js';
import { Table } from '../../ui/Table.js';
import { RejectedFiles } from './RejectedFiles.js';
import { RevisionDifference } from './RevisionDifference.js';
import { RollBack } from './RollBack.js';
import { RulesTabs } from './RulesTabs.js';

/** The service has no cursor here; the list grows as a whole. */
const STEPS = [20, 100, 1_000];
export const ORIGINS = { shipped: 'Shipped', directory: 'Directory', api: 'API', rollback: 'Roll-back' };

/** What was in force and is, how two of them differ, and the way back. */
export default function History() {
  const [step, setStep] = useState(0);
  const rules = useDocument('rules', ['rules']);
  const list = useDocument(`rules/revisions?limit=${STEPS[step]}`, ['rules']);
  const reload = () => Promise.all([rules.reload(), list.reload()]);
  return html`
    <${Page} title="History of the rules">
      <${RulesTabs} current="rules/history" />
      ${rules.data?.rejected && html`<${RejectedFiles} rejected=${rules.data.rejected} />`}
      <${Loaded} of=${list} what="The history">${({ revisions }) => html`
        <${Section} title="Revisions">
          <${Revisions} revisions=${revisions} active=${rules.data?.revision.number ?? revisions[0]?.number} reload=${reload} />
          ${revisions.length === STEPS[step] && step < STEPS.length - 1 && html`<div class="buttons"><button type="button" onClick=${() => setStep(step + 1)}>Show more</button></div>`}
        <//>
        <${RevisionDifference} revisions=${revisions} />`}
      <//>
    <//>`;
}

function Revisions({ revisions, active, reload }) {
  const [, change] = useQuery();
  const [back, setBack] = useState(null);
  const compare = (number) => {
    change({ from: number, to: active });
    document.getElementById('difference')?.scrollIntoView();
  };
  const columns = [
    { name: 'Revision', narrow: true, cell: (it) => html`<b>${it.number}</b> <code title=${it.id}>${it.id.slice(0, 8)}</code> ${it.number === active ? html`<${State} tone="good">in force<//>` : ''}` },
    { name: 'When', narrow: true, cell: (it) => html`<${Time} at=${it.activatedAt} />` },
    { name: 'By', cell: (it) => personName(it.author) },
    { name: 'From', narrow: true, cell: (it) => ORIGINS[it.origin] ?? it.origin },
    { name: 'Why', wrap: true, cell: (it) => it.message },
    {
      name: 'Look',
      narrow: true,
      cell: (it) => it.number !== active && html`
        <div class="buttons row-buttons">
          <button type="button" class="small" aria-label=${`Compare revision ${it.number} with the one in force`} onClick=${() => compare(it.number)}>Compare</button>
          <button type="button" class="small" aria-haspopup="dialog" aria-label=${`Roll back to revision ${it.number}`} onClick=${() => setBack(it)}>Roll back…</button>
        </div>`,
    },
  ];
  return html`
    <${Table} caption="Revisions of the rules, the newest first" columns=${columns} rows=${revisions} keyOf=${(it) => it.number} />
    <${RollBack} to=${back} active=${active} onClose=${() => setBack(null)} onDone=${reload} />`;
}
