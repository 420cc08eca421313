import { read } from '../../core/api.js';
import { useCallback, useEffect, useRef, useState } from '../../core/html.js';

const BETWEEN_MILLIS = 700;

/**
 * Long work of the service, read again until it has ended.
 *
 * @param {string|undefined} id
 * @returns {{data: object|undefined, problem: Error|null, gone: boolean, reload: Function}} gone: this process does not know it
 */
export function useJob(id) {
  const [state, setState] = useState({ id, data: undefined, problem: null });
  const timer = useRef();
  const reload = useCallback(async () => {
    clearTimeout(timer.current);
    if (!id) {
      return;
    }
    let again = true;
    try {
      const { data } = await read(`jobs/${id}`);
      setState({ id, data, problem: null });
      again = data.state === 'running';
    } catch (problem) {
      setState((before) => ({ id, data: before.id === id ? before.data : undefined, problem }));
      again = problem.status === 0 || problem.status === 503;
    }
    clearTimeout(timer.current);
    if (again && timer.current !== null) {
      timer.current = setTimeout(reload, BETWEEN_MILLIS);
    }
  }, [id]);
  useEffect(() => {
    timer.current = undefined;
    reload();
    return () => {
      clearTimeout(timer.current);
      timer.current = null;
    };
  }, [reload]);
  const own = state.id === id ? state : { data: undefined, problem: null };
  return { data: own.data, problem: own.problem, gone: own.problem?.status === 404, reload };
}
