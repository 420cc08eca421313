import { count } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { Table } from '../../../ui/Table.js';

/**
 * What became of raw log lines.
 *
 * @param {{logs: object[]}} properties
 */
export const LogReadings = ({ logs }) => html`
  <${Table} caption="Log lines, by workload" rows=${logs} keyOf=${(it) => it.fact}
      columns=${[
        { name: 'Workload', cell: (it) => it.workload },
        { name: 'Read as', cell: (it) => it.format },
        { name: 'Lines', number: true, cell: (it) => count(it.lines) },
        { name: 'Understood', number: true, cell: (it) => count(it.recognised) },
      ]} />
  ${logs.some((it) => it.samples.length > 0) && html`
    <details><summary>Some that no pattern knows</summary>
      <div class="stack">${logs.filter((it) => it.samples.length > 0).map((it) => html`<div class="fact-lines" key=${it.fact}><p class="muted">${it.workload}</p><pre tabindex="0" role="region" aria-label=${`Lines of ${it.workload}`}>${it.samples.join('\n')}</pre></div>`)}</div>
    </details>`}`;
