import { subject, words } from '../../../core/format.js';

/** How far an action has come, by the state the service gives it: tone, word, what it means. */
const STATES = {
  planned: ['busy', 'Being judged', 'It is wanted; the guards have not judged it yet.'],
  refused: ['warning', 'Refused', 'A guard objects. What the service wants itself is judged again with each look.'],
  waiting: ['warning', 'Waits for approval', 'Somebody has to approve it.'],
  approved: ['info', 'Approved', 'It may be done, and is about to be.'],
  intended: ['busy', 'Being checked', 'What must hold right before is checked; nothing is changed yet.'],
  acting: ['busy', 'Being done', 'It is being done, or may have been.'],
  unknown: ['unknown', 'Unknown whether done', 'Nobody could find out after a failure: a person has to say.'],
  verifying: ['busy', 'Done, looking', 'It was done; looks say whether it helps.'],
  done: ['neutral', 'Done', 'It was done, and how it came out is known.'],
  failed: ['critical', 'Failed', 'It was tried, and not done.'],
  rejected: ['neutral', 'Rejected', 'Somebody did not want it.'],
  expired: ['neutral', 'Expired', 'Nobody approved it, or it was not done, in time.'],
  withdrawn: ['neutral', 'Withdrawn', 'It is not wanted any more.'],
};

/** Whether it helped: tone and words. */
const EFFECTS = {
  recovered: ['good', 'Recovered'],
  not_yet: ['warning', 'No better yet'],
  worse: ['critical', 'Worse'],
  cannot_tell: ['unknown', 'Cannot tell'],
};

const RISKS = { low: ['good', 'Low risk'], medium: ['warning', 'Medium risk'], high: ['critical', 'High risk'] };

const MODES = { recommend: 'Only recommended', approve: 'Somebody has to approve', auto: 'Done without asking' };

export const stateOf = (state) => STATES[state] ?? ['unknown', words(state), ''];
export const effectOf = (effect) => EFFECTS[effect] ?? ['unknown', words(effect)];
export const riskOf = (risk) => RISKS[risk] ?? ['unknown', `${words(risk)} risk`];
export const modeOf = (mode) => MODES[mode] ?? words(mode);

/** `[value, word]` of each state, for a filter. */
export const stateChoices = Object.entries(STATES).map(([state, [, word]]) => [state, word]);

/** `[value, word]` of all that the service can do, for a filter. */
export const actionChoices = ['undo_rollout', 'restart_workload', 'delete_pod', 'reset_circuit_breaker', 'scale_out', 'revert_config'].map((name) => [name, words(name)]);

/** What would take an action back: `undo_rollout of Deployment/orders` as `Undo rollout of Deployment/orders`. */
export const inverseWords = (inverse) => inverse.replace(/^[a-z_]+/, words);

/** `Undo rollout of Deployment shop/orders`. */
export const actionTitle = ({ action, target, inverseOf }) => `${words(action)} of ${subject(target)}${inverseOf ? ' (takes back an earlier one)' : ''}`;
