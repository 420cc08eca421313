import { newKey, send } from '../../core/api.js';
import { html, useEffect, useMemo, useState } from '../../core/html.js';
import { session } from '../../core/session.js';
import { useSignal } from '../../core/signal.js';
import { State } from '../../ui/State.js';

const PAUSE_MILLIS = 600;
const NOTHING = { state: 'none', problems: [] };

/**
 * What the compiler and the checks of consistency say of a draft, asked for whenever whoever writes
 * it pauses. An answer that a later question has overtaken counts for nothing.
 *
 * @param {Object<string, string|null>} changes
 * @param {string} revision in force: another may judge the draft otherwise
 * @returns {{state: 'none'|'asking'|'good'|'refused'|'unchecked', problems: object[], why?: string}}
 */
export function useCheck(changes, revision) {
  const [checked, setChecked] = useState(NOTHING);
  const editor = useMemo(newKey, []);
  const signedIn = useSignal(session)?.signedIn;
  const asked = JSON.stringify(changes);
  useEffect(() => {
    if (asked === '{}') {
      setChecked(NOTHING);
      return undefined;
    }
    setChecked((before) => ({ ...before, state: 'asking' }));
    const own = new AbortController();
    const timer = setTimeout(() => ask(editor, asked, own.signal).then((said) => said && !own.signal.aborted && setChecked(said)), PAUSE_MILLIS);
    return () => {
      clearTimeout(timer);
      own.abort();
    };
  }, [asked, revision, signedIn]);
  return checked;
}

async function ask(editor, changes, signal) {
  try {
    const { data } = await send('POST', `rules/check?until=compile&editor=${editor}`, `{"changes":${changes}}`, { signal });
    return { state: 'good', problems: problemsOf(data.checks) };
  } catch (problem) {
    if (signal.aborted || problem.code === 'superseded') {
      return null;
    }
    return problem.body?.checks
      ? { state: 'refused', problems: problemsOf(problem.body.checks) }
      : { state: 'unchecked', problems: [], why: problem.needsSignIn ? 'It is checked once you have signed in.' : problem.message };
  }
}

/** Problems of all stages; those of a stage that passed are warnings. */
export const problemsOf = (checks) => checks.steps.flatMap((step) => step.problems.map((problem) => ({ ...problem, warning: step.status === 'passed' })));

const many = (number, one, more) => `${number} ${number === 1 ? one : more}`;

/** What was said of it, in a word. */
export function Verdict({ of: { state, problems, why } }) {
  const wrong = problems.filter((it) => !it.warning).length;
  switch (state) {
    case 'none': return html`<p role="status"><${State}>Nothing is changed<//></p>`;
    case 'good': return html`<p role="status"><${State} tone=${problems.length > 0 ? 'warning' : 'good'}>${problems.length > 0 ? `It compiles, with ${many(problems.length, 'warning', 'warnings')}` : 'It compiles'}<//></p>`;
    case 'refused': return html`<p role="status"><${State} tone="critical">${many(wrong, 'problem', 'problems')}<//></p>`;
    case 'unchecked': return html`<p role="status"><${State} tone="unknown">Not checked<//> ${why}</p>`;
    default: return html`<p role="status"><${State} tone="busy">Checking<//></p>`;
  }
}
