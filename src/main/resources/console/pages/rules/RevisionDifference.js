import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { useQuery } from '../../core/router.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Filters, ChoiceFilter } from '../../ui/Filters.js';
import { Section } from '../../ui/Page.js';
import { Unified } from './Unified.js';

/** How any two revisions differ. */
export function RevisionDifference({ revisions }) {
  const [{ from, to }] = useQuery();
  const both = /^\d+$/.test(from ?? '') && /^\d+$/.test(to ?? '');
  const difference = useDocument(both ? `rules/revisions/${from}/diff/${to}` : null, []);
  const options = revisions.map(({ number, message }) => [String(number), `${number}: ${message.slice(0, 60)}`]);
  return html`
    <${Section} title="Difference" id="difference">
      <${Filters} label="Revisions to compare">
        <${ChoiceFilter} name="from" label="From revision" all="Choose" options=${options} />
        <${ChoiceFilter} name="to" label="To revision" all="Choose" options=${options} />
      <//>
      ${both
        ? html`<${Loaded} of=${difference}>${(it) => html`<${Unified} difference=${it} label=${`From revision ${from} to ${to}`} />`}<//>`
        : html`<${Empty} title="Choose two revisions.">Or press Compare beside one of them.<//>`}
    <//>`;
}
