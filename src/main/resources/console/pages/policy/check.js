import { send } from '../../core/api.js';
import { html, useEffect, useState } from '../../core/html.js';
import { session } from '../../core/session.js';
import { useSignal } from '../../core/signal.js';
import { State } from '../../ui/State.js';

const PAUSE_MILLIS = 600;

/**
 * What the service says of a policy, asked for whenever whoever writes it pauses, or signs in. While it
 * is asked the problems of what was written before stay, so that nothing jumps at each letter.
 *
 * @returns {{state: 'asking'|'usable'|'refused'|'unchecked', rules?: number, problems?: Array<object>, why?: string}}
 */
export function useCheck(text) {
  const [checked, setChecked] = useState({ state: 'asking' });
  const signedIn = useSignal(session)?.signedIn;
  useEffect(() => {
    setChecked((before) => ({ ...before, state: 'asking' }));
    const asked = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { data } = await send('POST', 'mitigation/policy/check', text, { contentType: 'application/yaml', signal: asked.signal });
        if (!asked.signal.aborted) {
          setChecked({ state: 'usable', rules: data.rules });
        }
      } catch (problem) {
        if (!asked.signal.aborted) {
          setChecked(problem.status === 422 ? { state: 'refused', problems: problem.body.problems } : { state: 'unchecked', why: problem.needsSignIn ? 'it is checked once you have signed in' : problem.message });
        }
      }
    }, PAUSE_MILLIS);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [text, signedIn]);
  return checked;
}

/** What was said of it, in a word. */
export function Verdict({ of }) {
  switch (of.state) {
    case 'usable': return html`<p role="status"><${State} tone="good">It can be put in force<//> ${of.rules} ${of.rules === 1 ? 'rule' : 'rules'}</p>`;
    case 'refused': return html`<p role="status"><${State} tone="critical">It cannot be used<//> ${of.problems.length} ${of.problems.length === 1 ? 'problem' : 'problems'}</p>`;
    case 'unchecked': return html`<p role="status"><${State} tone="unknown">Not checked<//> ${of.why}</p>`;
    default: return html`<p role="status"><${State} tone="busy">Checking<//></p>`;
  }
}
