import { percent, words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { Empty } from '../../ui/Loaded.js';
import { State } from '../../ui/State.js';
import { Table } from '../../ui/Table.js';

const MODES = { recommend: ['neutral', 'Only recommended'], approve: ['warning', 'Somebody has to approve'], auto: ['info', 'Done without asking'] };

/** The rules of the policy in words; the first that fits holds. */
export function Rules({ policy }) {
  const { rules } = policy;
  if (!rules || rules.length === 0) {
    return html`<${Empty} title="No rule holds.">Everything is only recommended: nothing is done by itself, and nothing can be approved.<//>`;
  }
  return html`
    <p>The first rule that fits holds. What none of them names is only recommended.</p>
    <${Table} caption="Rules of the policy, in their order" columns=${columns} rows=${rules.map((rule, i) => ({ ...rule, place: i + 1 }))} keyOf=${(rule) => rule.place} />
    ${policy.protectedNamespaces && html`<p class="muted">Nothing is ever done in ${policy.protectedNamespaces.join(', ')}.</p>`}`;
}

const all = (values, word) => (values ? values.map(word ?? ((it) => it)).join(', ') : html`<span class="muted">any</span>`);

const columns = [
  { name: 'Order', narrow: true, cell: (it) => it.place },
  { name: 'Rule', cell: (it) => it.name },
  { name: 'Mode', narrow: true, cell: (it) => html`<${Mode} rule=${it} />` },
  { name: 'Actions', cell: (it) => all(it.actions, words) },
  { name: 'Gateways', cell: (it) => all(it.gateways) },
  { name: 'Namespaces', cell: (it) => all(it.namespaces) },
  { name: 'Causes', cell: (it) => all(it.causes, words) },
  { name: 'Only when', cell: (it) => html`<${Conditions} rule=${it} />` },
];

function Mode({ rule }) {
  const [tone, word] = MODES[rule.mode] ?? ['unknown', words(rule.mode)];
  return html`<span class="stacked"><${State} tone=${tone}>${word}<//>${rule.twoPeople && html`<span class="muted">by a second person</span>`}${rule.undoWhenWorse && html`<span class="muted">taken back when worse</span>`}${rule.plainDelete && html`<span class="muted">deletes where eviction is refused</span>`}</span>`;
}

function Conditions({ rule }) {
  const said = [
    ...Object.entries(rule.labels ?? {}).map(([name, value]) => `label ${name}=${value}`),
    rule.leastConfidence !== undefined && `confidence from ${percent(rule.leastConfidence)} on`,
    ...(rule.hours ?? []).map(({ days, from, to, zone }) => `${days ? days.map((day) => words(day).slice(0, 3)).join(', ') : 'every day'} ${from}–${to} ${zone}`),
  ].filter(Boolean);
  return said.length === 0 ? html`<span class="muted">always</span>` : html`<ul class="plain-list">${said.map((each) => html`<li key=${each}>${each}</li>`)}</ul>`;
}
