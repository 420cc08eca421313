import { read } from '../../core/api.js';
import { useEffect, useState } from '../../core/html.js';
import { useKept } from '../../core/kept.js';
import { useQuery } from '../../core/router.js';

const NOTHING = { text: '', from: '', before: '' };

/**
 * The snapshot that is tried: a text in YAML or JSON that a refresh does not lose. What it took the
 * place of can be had back.
 *
 * @returns {{text: string, from: string, before: string, write: Function, take: Function, takeOf: (id: string) => Promise, putBack: Function, problem: Error|null}}
 */
export function useSnapshot() {
  const [kept, setKept] = useKept('playground', NOTHING);
  const [query, change] = useQuery();
  const [problem, setProblem] = useState(null);
  const take = (text, from) => setKept((now) => ({ text, from, before: now.text === text ? now.before : now.text }));
  const takeOf = async (id) => {
    const { data } = await read(`diagnoses/${encodeURIComponent(id)}/snapshot`);
    take(JSON.stringify(data, null, 2), `diagnosis ${id}`);
  };
  useEffect(() => {
    if (query.diagnosis) {
      setProblem(null);
      takeOf(query.diagnosis).then(() => change({ diagnosis: '' }), setProblem);
    }
  }, [query.diagnosis]);
  return {
    ...kept,
    problem,
    take,
    takeOf,
    write: (text) => setKept((now) => ({ ...now, text })),
    putBack: () => setKept((now) => ({ text: now.before, from: '', before: now.text })),
  };
}

/** The facts of a snapshot in JSON, by index; undefined where it is YAML or cannot be read. */
export function factsOf(text) {
  try {
    const { facts } = JSON.parse(text);
    return Array.isArray(facts) ? facts : undefined;
  } catch {
    return undefined;
  }
}
