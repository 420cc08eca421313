import { words } from '../../../core/format.js';

const STATES = {
  open: ['critical', 'Open'],
  acknowledged: ['info', 'Acknowledged'],
  mitigating: ['busy', 'Being mitigated'],
  verifying: ['busy', 'Quiet, watched'],
  resolved: ['good', 'Resolved'],
};

const SEVERITIES = { minor: ['neutral', 'Minor'], major: ['warning', 'Major'], critical: ['critical', 'Critical'] };

/** Tone and word of an incident's state. */
export const incidentState = (state) => STATES[state] ?? ['unknown', words(state)];

/** Tone and word of how grave it ever was. */
export const severity = (name) => SEVERITIES[name] ?? ['unknown', words(name)];

/** The id at the end of an address such as `/api/v1/diagnoses/ID`. */
export const idOf = (address) => String(address ?? '').split('/').pop();
