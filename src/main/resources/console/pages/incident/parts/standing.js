import { sure } from '../../../core/format.js';

/**
 * What a node of the chain is: class, icon, word.
 *
 * @param {object} node as the API has it
 */
export function standingOf({ kind, hypothesis }) {
  switch (kind) {
    case 'symptom': return { name: 'symptom', icon: 'warning', word: 'What clients see' };
    case 'step': return { name: 'step', icon: 'next', word: 'On the way' };
    case 'finding': return { name: 'finding', icon: 'info', word: 'Finding' };
    default: return standing(hypothesis);
  }
}

function standing({ standing: how, confidence }) {
  switch (how) {
    case 'cause': return { name: 'cause', icon: 'critical', word: `Cause${confidence === undefined ? '' : ` · ${sure(confidence)}`}` };
    case 'effect': return { name: 'effect', icon: 'down', word: 'An effect' };
    default: return { name: 'ruled-out', icon: 'close', word: 'Ruled out' };
  }
}
