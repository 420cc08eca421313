/** One page for all files, so that going from one to the next loses nothing of it. */
const rules = () => import('../pages/rules/Rules.js');

/** Pages by address; each is loaded when it is opened. */
export const routes = [
  { pattern: '', load: () => import('../pages/overview/Overview.js') },
  { pattern: 'gateways/:name', load: () => import('../pages/overview/Gateway.js') },
  { pattern: 'incidents', load: () => import('../pages/incident/Incidents.js') },
  { pattern: 'incidents/:id', load: () => import('../pages/incident/Incident.js') },
  { pattern: 'diagnoses/:id', load: () => import('../pages/incident/Diagnosis.js') },
  { pattern: 'rules', load: rules },
  { pattern: 'rules/files/*path', load: rules },
  { pattern: 'rules/history', load: () => import('../pages/rules/History.js') },
  { pattern: 'rules/shadow', load: () => import('../pages/rules/Shadow.js') },
  { pattern: 'rules/statistics', load: () => import('../pages/rules/Statistics.js') },
  { pattern: 'playground', load: () => import('../pages/playground/Playground.js') },
  { pattern: 'sources', load: () => import('../pages/sources/Sources.js') },
  { pattern: 'actions', load: () => import('../pages/actions/Actions.js') },
  { pattern: 'actions/:id', load: () => import('../pages/actions/Action.js') },
  { pattern: 'silences', load: () => import('../pages/silences/Silences.js') },
  { pattern: 'policy', load: () => import('../pages/policy/Policy.js') },
  { pattern: 'notifications', load: () => import('../pages/notifications/Notifications.js') },
  { pattern: 'fixes', load: () => import('../pages/fixes/Fixes.js') },
  { pattern: 'audit', load: () => import('../pages/audit/Audit.js') },
  { pattern: 'help', load: () => import('../pages/help/Help.js') },
];

/** What the navigation shows, in groups. */
export const navigation = [
  { name: 'Now', links: [['', 'Overview'], ['incidents', 'Incidents'], ['actions', 'Actions'], ['sources', 'Sources']] },
  { name: 'Knowledge', links: [['rules', 'Rules'], ['playground', 'Playground'], ['fixes', 'Long-term fixes']] },
  { name: 'Settings', links: [['policy', 'Policy'], ['silences', 'Silences'], ['notifications', 'Notifications'], ['audit', 'Audit log']] },
  { name: '', links: [['help', 'Help']] },
];
