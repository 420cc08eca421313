import { actorNamed } from '../../core/actors.js';
import { html } from '../../core/html.js';
import { ChoiceFilter, Filters, TextFilter } from '../../ui/Filters.js';
import { TimeFilter } from '../../ui/TimeFilter.js';
import { operationNamed, operationWords } from './operations.js';

const PAGE_LINES = 100;

/** `[value, word, parameters of the API]` of what kinds of entries one can look for. */
const KINDS = [
  ['denied', 'Denied', [['kind', 'denied']]],
  ['change', 'Changes by people', [['kind', 'intent'], ['kind', 'outcome']]],
  ['action', 'Steps of actions and files', [['kind', 'action']]],
  ['cut', 'Cut short', [['cut', 'true']]],
];
const PASSED_ON = ['actor', 'operation', 'outcome', 'text', 'since', 'until'];

/** What is asked of the API for the filters of the address. */
export function wanted(query) {
  const [, , kind = []] = KINDS.find(([value]) => value === query.kind) ?? [];
  return new URLSearchParams([...kind, ...PASSED_ON.filter((name) => query[name]).map((name) => [name, query[name]]), ['limit', PAGE_LINES]]);
}

export const isFiltered = (query) => ['kind', ...PASSED_ON].some((name) => query[name]);

/**
 * What narrows the audit log; names that stand in it already are offered.
 *
 * @param {{entries: Array<object>}} properties lines that are shown
 */
export function AuditFilters({ entries }) {
  const known = (field) => [...new Set(entries.map((entry) => entry[field]).filter(Boolean))].sort();
  return html`
    <${Filters} label="Filter the audit log">
      <${ChoiceFilter} name="kind" label="Kind" options=${KINDS.map(([value, word]) => [value, word])} />
      <${TextFilter} name="actor" label="Who" placeholder="Whole name, as ann" known=${known('actor')} meaning=${actorNamed} />
      <${TextFilter} name="operation" label="Operation" placeholder="As Approve action" known=${known('operation')} meaning=${operationNamed} wordsOf=${operationWords} />
      <${TextFilter} name="outcome" label="Outcome" placeholder="Whole word, as applied" known=${known('outcome')} />
      <${TextFilter} name="text" label="Contains" placeholder="Any part of a line" />
      <${TimeFilter} name="since" label="From" />
      <${TimeFilter} name="until" label="Until" />
    <//>`;
}
