import { send } from '../../core/api.js';
import { html, useState } from '../../core/html.js';
import { href } from '../../core/place.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { State } from '../../ui/State.js';
import { Steps } from './Steps.js';
import { folderOf } from './tree.js';

/** A whole rulebook's cases take seconds; on a busy machine more. */
const PATIENCE_MILLIS = 300_000;
const OUTCOMES = { passed: ['good', 'Passed'], failed: ['critical', 'Failed'], broken: ['critical', 'Broken'] };

/** Runs the cases of a folder, or all, over the draft, and tells how each went. */
export function Cases({ work, path }) {
  const [ran, setRan] = useState(null);
  const folder = path ? folderOf(path) : null;
  const asked = JSON.stringify(work.changes);
  const run = (only) => async () => {
    const query = `rules/check?until=cases${only ? `&cases=${encodeURIComponent(only)}` : ''}`;
    const { data } = await send('POST', query, `{"changes":${asked}}`, { patience: PATIENCE_MILLIS }).catch(refused);
    const cases = data.cases ?? [];
    setRan({ only, asked, checks: data.checks, cases });
    return cases.length > 0;
  };
  return html`
    <div class="stack">
      <div class="buttons">
        ${folder && html`<${ActionButton} small onPress=${run(folder)} done="The cases have run">Run cases of ${folder}<//>`}
        <${ActionButton} small onPress=${run(null)} done="The cases have run">Run all cases<//>
      </div>
      ${ran
        ? html`<${Result} ran=${ran} old=${ran.asked !== asked} />`
        : html`<p class="muted">Each case is a small snapshot and what rules have to conclude from it. They run over the rules in force with your draft in place.</p>`}
    </div>`;
}

/** That checks fail is a result here. */
function refused(problem) {
  if (problem.body?.checks) {
    return { data: problem.body };
  }
  throw problem;
}

function Result({ ran, old }) {
  const bad = ran.cases.filter((it) => it.outcome !== 'passed');
  const good = ran.cases.filter((it) => it.outcome === 'passed');
  return html`
    <div class="stack">
      <p role="status"><${State} tone=${ran.checks.passed ? 'good' : 'critical'}>${ran.cases.length === 0 ? (ran.checks.passed ? 'There is no case here' : 'No case has run') : `${good.length} of ${ran.cases.length} passed`}<//> <span class="muted">${ran.only ?? 'all folders'}</span></p>
      ${old && html`<p class="stale">The draft has changed since these ran.</p>`}
      ${(ran.cases.length === 0 || (bad.length === 0 && !ran.checks.passed)) && html`<${Steps} checks=${ran.checks} />`}
      ${bad.length > 0 && html`<ul class="case-list" aria-label="Cases that failed">${bad.map((each) => html`<${Failed} key=${`${each.file}:${each.line}`} of=${each} />`)}</ul>`}
      ${good.length > 0 && html`<details open=${bad.length === 0 && good.length <= 40}><summary>${good.length} passed</summary><ul class="case-list" aria-label="Cases that passed">${good.map((each) => html`<li key=${`${each.file}:${each.line}`}><${Name} of=${each} /></li>`)}</ul></details>`}
    </div>`;
}

const Name = ({ of }) => html`<p><${State} tone=${OUTCOMES[of.outcome][0]}>${OUTCOMES[of.outcome][1]}<//> <a href=${href(`rules/files/${of.file}`, { line: of.line })} title=${of.file}>${of.name}</a></p>`;

const Failed = ({ of }) => html`
  <li class="is-failed">
    <${Name} of=${of} />
    ${of.message && html`<p>${of.message}</p>`}
    ${of.differences.length > 0 && html`<ul>${of.differences.map((each, i) => html`<li key=${i}>${each.what}${each.hints.length > 0 && html`<ul class="muted">${each.hints.map((hint) => html`<li>${hint}</li>`)}</ul>`}</li>`)}</ul>`}
    <details><summary>${of.concluded.length} rules concluded something</summary><ul>${of.concluded.map((rule) => html`<li key=${rule}>${rule}</li>`)}</ul></details>
  </li>`;
