import { stateChoices as actionStates } from '/pages/actions/parts/words.js';
import { sentence } from '/pages/incident/parts/sentences.js';
import { incidentState, severity, stateChoices } from '/pages/incident/parts/states.js';
import { equal, so } from './expect.js';

const ID = '0190f2d4-7c1e-7000-8000-000000000001';
const entry = (kind, more) => ({ kind, actor: 'fivewhys', text: '', ...more });

export const tests = {
  'an action is called in a timeline what it is called everywhere'() {
    for (const [state, word] of actionStates) {
      equal(sentence(entry('intervention', { text: `undo_rollout of Deployment/orders ${state} (${ID}): because` })),
        { icon: 'play', tone: 'info', title: `Undo rollout of Deployment/orders: ${word.toLowerCase()}`, text: 'because', action: ID }, state);
    }
  },
  'a filter offers the words that the states are shown with'() {
    equal(stateChoices.slice(1).map(([state, word]) => [state, word === incidentState(state)[1]]), ['open', 'acknowledged', 'mitigating', 'verifying', 'resolved'].map((state) => [state, true]));
  },
  'states and gravity that come again are named in the same words'() {
    equal(sentence(entry('returned', { from: 'verifying', to: 'mitigating' })).title, 'It came back: quiet, watched → being mitigated');
    equal(sentence(entry('severity_raised', { from: 'minor', to: 'major' })).title, 'Severity: minor → major');
    equal(sentence(entry('assigned', { to: 'person:ann' })).title, 'Assigned to ann');
  },
  'no two degrees of gravity look the same'() {
    const tones = ['minor', 'major', 'critical'].map((name) => severity(name)[0]);
    so(new Set(tones).size === 3, tones.join());
  },
};
