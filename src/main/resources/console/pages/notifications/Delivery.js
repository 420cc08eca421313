import { words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { Countdown } from '../../core/time.js';
import { State } from '../../ui/State.js';

/** What became of a message: tone, word, what it means. */
const STATES = {
  pending: ['busy', 'Waits', 'It is to be sent, or tried again.'],
  delivered: ['good', 'Delivered', 'The other side has taken it.'],
  superseded: ['neutral', 'Superseded', 'A later one says the same and more.'],
  silenced: ['neutral', 'Silenced', 'A silence held.'],
  refused: ['critical', 'Refused', 'The other side will never take it; somebody has to mend the channel.'],
  parked: ['critical', 'Given up', 'It was tried for too long. It can be tried again.'],
};

export const stateChoices = Object.entries(STATES).map(([state, [, word]]) => [state, word]);

export const meaningOf = (state) => STATES[state]?.[2] ?? '';

/** @param {{message: object}} properties message as the API has it */
export function Delivery({ message }) {
  const [tone, word, meaning] = STATES[message.state] ?? ['unknown', words(message.state), ''];
  return html`
    <span class="stacked">
      <${State} tone=${tone === 'busy' && message.attempts > 0 ? 'warning' : tone} title=${meaning}>${word}<//>
      ${message.state === 'pending' && message.nextAttemptAt && html`<span class="muted">next try: <${Countdown} to=${message.nextAttemptAt} over="now" /></span>`}
    </span>`;
}
