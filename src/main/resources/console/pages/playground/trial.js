import { send } from '../../core/api.js';
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
    const { data } = await send('POST', 'rules/trials', { ...rules, snapshot: text, explain }, { patience: PATIENCE_MILLIS });
    setKept({ answer: data, asked, text });
    return data;
  };
  return { answer: kept?.answer ?? null, of: kept?.text ?? '', stale: kept !== null && kept.asked !== asked, ask };
}
