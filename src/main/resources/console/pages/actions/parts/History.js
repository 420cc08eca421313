import { html } from '../../../core/html.js';
import { Time } from '../../../core/time.js';
import { ActionState } from './ActionState.js';
import { Refusals } from './GuardVerdicts.js';

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
        <${ActionState} state=${entry.to} />
        <div class="said">
          <p><b>${entry.actor}</b>${entry.refusals.length > 0 ? '' : `: ${entry.text}`}</p>
          ${entry.refusals.length > 0 && html`<${Refusals} refusals=${entry.refusals} />`}
        </div>
      </li>`)}
  </ol>`;
