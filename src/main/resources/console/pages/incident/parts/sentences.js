import { personName, words } from '../../../core/format.js';
import { stateOf } from '../../actions/parts/words.js';
import { incidentState, severity } from './states.js';

const KINDS = {
  opened: ['critical', 'critical', 'It was opened'],
  cause_changed: ['info', 'info', 'Another cause'],
  severity_raised: ['warning', 'warning', 'It became graver'],
  quiet: ['good', 'good', 'Quiet'],
  returned: ['warning', 'warning', 'It came back'],
  acknowledged: ['person', 'info', 'Acknowledged'],
  assigned: ['person', 'info', 'Assigned'],
  commented: ['copy', 'neutral', 'Comment'],
  mitigating: ['play', 'info', 'Being mitigated'],
  escalated: ['warning', 'critical', 'Escalated'],
  resolved: ['good', 'good', 'Resolved'],
  merged: ['next', 'neutral', 'Merged'],
  linked: ['next', 'neutral', 'Linked'],
  intervention: ['play', 'info', 'Action'],
};

const GROUP_OF = { commented: 'comments', intervention: 'actions', acknowledged: 'people', assigned: 'people', mitigating: 'people', merged: 'people', linked: 'people', escalated: 'calls' };

/** `[value, word]` of what the timeline can be narrowed to. */
export const GROUPS = [['comments', 'Comments'], ['actions', 'Actions'], ['people', 'What people did'], ['calls', 'Escalations'], ['looks', 'What the service saw']];

export const groupOf = (kind) => GROUP_OF[kind] ?? 'looks';

/** `undo_rollout of Deployment/orders waiting (ID): why`. */
const ACTION = /^(\w+) of (.+?) (\w+) \(([\da-f-]{36})\)(?:: (.*))?$/s;

/** What is said of an action, without its id: `Undo rollout of Deployment/orders`; null where it is of none. */
export function actionOf(text) {
  const parts = ACTION.exec(text);
  return parts && `${words(parts[1])} of ${parts[2]}`;
}

/**
 * An entry in words.
 *
 * @param {object} entry as the API has a timeline's
 * @returns {{icon: string, tone: string, title: string, text: string, action?: string, incident?: string}} action and incident: ids of what it is about
 */
export function sentence(entry) {
  const [icon, tone, word] = KINDS[entry.kind] ?? ['info', 'unknown', words(entry.kind)];
  const parts = entry.kind === 'intervention' && ACTION.exec(entry.text);
  if (parts) {
    const [, action, target, state, id, text] = parts;
    const because = text?.startsWith(`${state}: `) ? text.slice(state.length + 2) : text;
    return { icon, tone, title: `${words(action)} of ${target}: ${lower(stateOf(state))}`, text: because, action: entry.action ?? id };
  }
  const title = titled(entry, word);
  const incident = ['merged', 'linked'].includes(entry.kind) ? entry.to ?? entry.from : undefined;
  return { icon, tone, title, incident, action: entry.action, text: entry.text.toLowerCase() === title.toLowerCase() ? '' : entry.text };
}

const lower = ([, word]) => word.toLowerCase();

function titled({ kind, from, to }, word) {
  switch (kind) {
    case 'opened': return to ? `Opened: ${to}` : word;
    case 'cause_changed': return `Cause: ${from ? `${from} → ` : ''}${to ?? 'unknown'}`;
    case 'severity_raised': return `Severity: ${from ? lower(severity(from)) : 'unknown'} → ${lower(severity(to))}`;
    case 'assigned': return to ? `Assigned to ${personName(to)}` : 'Taken from whoever had it';
    case 'escalated': return `Escalated to level ${to}`;
    case 'returned': return from && to && from !== to ? `It came back: ${lower(incidentState(from))} → ${lower(incidentState(to))}` : word;
    default: return word;
  }
}
