import { useRef } from '../../../core/html.js';

/**
 * A document whose path changes as time goes on: what was read last stays until the next is there, so
 * that nothing jumps.
 *
 * @param {object} document what useDocument gives
 */
export function useSteady(document) {
  const last = useRef(document);
  if (document.data !== undefined || last.current.data === undefined) {
    last.current = document;
  }
  return document.data === undefined ? { ...last.current, reload: document.reload, problem: document.problem } : document;
}
