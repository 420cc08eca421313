import { ApiProblem, send } from '../../core/api.js';
import { useState } from '../../core/html.js';

const PATIENCE_MILLIS = 120_000;

/** What the service is to answer by. */
export const rulesOf = (choice, changes) => (choice === 'draft' ? { files: changes } : choice === 'active' ? {} : { revision: choice });

/**
 * Asks for a diagnosis and for explanations; the last answer stays, with whether it still fits what
 * is asked.
 *
 * @param {string} text the snapshot
 * @param {{files?: object, revision?: string}} rules
 * @returns {{answer: object|null, of: string, stale: boolean, ask: (rules: string[]) => Promise<object>}}
 */
export function useTrial(text, rules) {
  const [kept, setKept] = useState(null);
  const asked = JSON.stringify({ ...rules, snapshot: text });
  const ask = async (explain) => {
    if (!text.trim()) {
      throw new Error('There is no snapshot yet: paste one, or load the example.');
    }
    const { data } = await send('POST', 'rules/trials', { ...rules, snapshot: text, explain }, { patience: PATIENCE_MILLIS }).catch(refused);
    setKept({ answer: data, asked, text });
    return data;
  };
  return { answer: kept?.answer ?? null, of: kept?.text ?? '', stale: kept !== null && kept.asked !== asked, ask };
}

/** The list of problems says it all; the sentence before it need not repeat the first of them. */
function refused(problem) {
  throw problem.body?.problems?.length > 0
    ? new ApiProblem(problem.status, { ...problem.body, detail: problem.code === 'rules-refused' ? 'The draft cannot be used:' : 'The snapshot cannot be used; its places are named by JSON pointers:' })
    : problem;
}
