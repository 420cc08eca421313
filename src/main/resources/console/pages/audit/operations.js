import { words } from '../../core/format.js';

/** What people do not call by the API's name. */
const SAID = { createSession: 'Sign in', deleteSession: 'Sign out' };

/** An operation of the API, or an action, in words: `approveAction` is Approve action. */
export const operationWords = (operation) => SAID[operation] ?? words(operation.replaceAll(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`));

/**
 * Which operation somebody means who types it, or the words in which it is shown.
 *
 * @param {string} text
 * @param {string[]} known operations that stand somewhere already
 */
export function operationNamed(text, known = []) {
  const said = text.toLowerCase();
  const meant = [...known, ...Object.keys(SAID)].find((each) => operationWords(each).toLowerCase() === said);
  if (known.includes(text) || !(meant || text.includes(' '))) {
    return text;
  }
  return meant ?? said.replaceAll(/ +([a-z])/g, (_, letter) => letter.toUpperCase());
}
