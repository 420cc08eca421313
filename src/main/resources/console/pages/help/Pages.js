import { html } from '../../core/html.js';
import { href } from '../../core/place.js';

const PAGES = [
  ['', 'Overview', 'Is something wrong, why, what now: each gateway with its responses and 5xx, and the open incidents.'],
  ['incidents', 'Incidents', 'All of them, also those that are over. One of them shows the chain of whys from symptom to root, the evidence with its weights, what is recommended, what was done, and how long until it is escalated.'],
  ['actions', 'Actions', 'All that is and was done about incidents, with plan, guards, approvals, and numbers before and after.'],
  ['sources', 'Sources', 'What each collector sees, how old that is, and how to mend one that sees nothing.'],
  ['rules', 'Rules', 'What the service knows: read it, change it, try a change on cases and on recorded snapshots, put it in force, go back.'],
  ['playground', 'Playground', 'Diagnose a snapshot without touching anything, and ask why a rule did not fire.'],
  ['fixes', 'Long-term fixes', 'What was recommended to change for good, and whether somebody did.'],
  ['policy', 'Policy', 'What the service may do by itself, and every version of that.'],
  ['silences', 'Silences', 'Of which incidents nobody is told for a while.'],
  ['notifications', 'Notifications', 'Where messages go, and what became of each.'],
  ['audit', 'Audit log', 'Who changed what, and who was not let.'],
];

export const Pages = () => html`<dl class="facts help-pages">${PAGES.map(([path, name, what]) => html`<dt key=${path}><a href=${href(path)}>${name}</a></dt><dd>${what}</dd>`)}</dl>`;
