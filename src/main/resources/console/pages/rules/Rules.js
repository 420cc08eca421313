import { html, useEffect, useMemo, useState } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { navigate, useQuery } from '../../core/router.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page } from '../../ui/Page.js';
import { Bench } from './Bench.js';
import { useCheck } from './check.js';
import { useDraft } from './draft.js';
import { DraftBar } from './DraftBar.js';
import { FilePanel } from './FilePanel.js';
import { FileTree } from './FileTree.js';
import { NewFile } from './NewFile.js';
import { RejectedFiles } from './RejectedFiles.js';
import { RulesTabs } from './RulesTabs.js';
import { Start } from './Start.js';

/** The rules in force, and a draft of others: written, checked, tried, put in force. */
export default function Rules({ path }) {
  const document = useDocument('rules', ['rules']);
  return html`
    <${Page} title="Rules">
      <${RulesTabs} current="rules" />
      <${Loaded} of=${document} what="The list of rules">${(rules) => html`<${Desk} rules=${rules} path=${path} reload=${document.reload} />`}<//>
    <//>`;
}

function Desk({ rules, path, reload }) {
  const work = useDraft();
  const [query] = useQuery();
  const [goal, setGoal] = useState(null);
  const checked = useCheck(work.changes, rules.revision.id);
  const line = Number(query.line) || undefined;
  const at = useMemo(() => goal ?? { line }, [goal, line, path]);
  const base = { id: rules.revision.id, number: rules.revision.number };
  const named = !path && query.rule;
  const place = named && placeOf(rules, named);
  useEffect(() => {
    if (place) {
      navigate(`rules/files/${place.path}`, { query: { line: place.line }, replace: true });
    }
  }, [named]);
  return html`
    ${named && !place && html`<p class="stale" role="status">No rule in force is called “${named}”; it may have had that name in an earlier revision.</p>`}
    ${rules.rejected && html`<${RejectedFiles} rejected=${rules.rejected} />`}
    <${DraftBar} rules=${rules} work=${work} checked=${checked} />
    <div class="rules-desk">
      <div class="rules-files">
        <${FileTree} rules=${rules} draft=${work.draft} problems=${checked.problems} path=${path} />
        <${NewFile} rules=${rules} work=${work} base=${base} path=${path} />
      </div>
      ${path
        ? html`<${FilePanel} key=${path} rules=${rules} path=${path} work=${work} base=${base} checked=${checked} at=${at} goTo=${setGoal} />`
        : html`<${Start} rules=${rules} />`}
      <${Bench} rules=${rules} work=${work} path=${path} reload=${reload} />
    </div>`;
}

/** Where a rule stands; other pages know only its name. */
const placeOf = ({ files }, name) => files.flatMap(({ path, rules }) => rules.map((rule) => ({ path, ...rule }))).find((it) => it.name === name);
