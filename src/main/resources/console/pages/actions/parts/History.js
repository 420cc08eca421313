import { html } from '../../../core/html.js';
import { Time } from '../../../core/time.js';
import { State } from '../../../ui/State.js';
import { By } from './By.js';
import { Refusals } from './GuardVerdicts.js';
import { stateOf } from './words.js';

/**
 * All that happened to an action, the oldest first.
 *
 * @param {{entries: Array<object>}} properties as the API has an action's history
 */
export const History = ({ entries }) => html`
  <ol class="history">
    ${entries.map((entry) => html`
      <li key=${entry.version}>
        <${Time} at=${entry.at} />
        <${Reached} state=${entry.to} />
        <div class="said">
          <p><b><${By} name=${entry.actor} /></b>${entry.refusals.length > 0 ? '' : `: ${entry.text}`}</p>
          ${entry.refusals.length > 0 && html`<${Refusals} refusals=${entry.refusals} />`}
        </div>
      </li>`)}
  </ol>`;

/** What it came to then; nothing of it goes on. */
function Reached({ state }) {
  const [tone, word, meaning] = stateOf(state);
  return html`<${State} tone=${tone === 'busy' ? 'neutral' : tone} title=${meaning}>${word}<//>`;
}
