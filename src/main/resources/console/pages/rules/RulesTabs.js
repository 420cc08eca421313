import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { Tabs } from '../../ui/Tabs.js';

const TABS = [{ path: 'rules', name: 'Editor' }, { path: 'rules/history', name: 'History' }, { path: 'rules/shadow', name: 'Shadow' }, { path: 'rules/statistics', name: 'Statistics' }];

/** The parts of all that concerns rules. */
export function RulesTabs({ current }) {
  const shadow = useDocument('rules/shadow', ['shadow', 'rules']);
  const running = shadow.data?.state === 'running';
  return html`<${Tabs} label="Rules" tabs=${TABS.map((tab) => (tab.path === 'rules/shadow' && running ? { ...tab, note: 'running' } : tab))} isCurrent=${(path) => path === current} />`;
}
