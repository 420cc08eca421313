import { words } from '../../../core/format.js';

/** States of an incident, wherever one is shown: tone and word. */
const STATES = {
  open: ['critical', 'Open'],
  acknowledged: ['info', 'Acknowledged'],
  mitigating: ['busy', 'Being mitigated'],
  verifying: ['busy', 'Quiet, watched'],
  resolved: ['good', 'Resolved'],
};

const SEVERITIES = { minor: ['info', 'Minor'], major: ['warning', 'Major'], critical: ['critical', 'Critical'] };

/** Tone and word of an incident's state. */
export const incidentState = (state) => STATES[state] ?? ['unknown', words(state)];

/** Tone and word of how grave it ever was. */
export const severity = (name) => SEVERITIES[name] ?? ['unknown', words(name)];

/** `[value, word]` of each state that the API filters by. */
export const stateChoices = [['unresolved', 'All that are not resolved'], ...Object.entries(STATES).map(([state, [, word]]) => [state, word])];

/** The id at the end of an address such as `/api/v1/diagnoses/ID`. */
export const idOf = (address) => String(address ?? '').split('/').pop();
