import { html } from '../../core/html.js';
import { State } from '../../ui/State.js';
import { ActionState } from '../actions/parts/ActionState.js';
import { stateChoices, stateOf } from '../actions/parts/words.js';

const TONES = [
  ['good', 'Good', 'As it should be.'],
  ['warning', 'Look', 'Something waits for somebody, or is not as it should be.'],
  ['critical', 'Wrong', 'Something fails, or was refused.'],
  ['unknown', 'Unknown', 'Nobody can tell. It counts neither as good nor as zero.'],
  ['busy', 'Under way', 'It goes on by itself.'],
  ['neutral', 'Over', 'Nothing to do.'],
];

/** Icons, words, and the states of an action. */
export const Signs = () => html`
  <p>A colour never stands alone: an icon and a word say the same.</p>
  <dl class="facts">${TONES.map(([tone, word, meaning]) => html`<dt key=${tone}><${State} tone=${tone}>${word}<//></dt><dd>${meaning}</dd>`)}</dl>
  <h3>States of an action</h3>
  <dl class="facts">${stateChoices.map(([state]) => html`<dt key=${state}><${ActionState} state=${state} /></dt><dd>${stateOf(state)[2]}</dd>`)}</dl>
  <h3>Verdicts of a look</h3>
  <dl class="facts">
    <dt>healthy</dt><dd>No route answers more 5xx than usual.</dd>
    <dt>diagnosed</dt><dd>Some do, and at least one cause is credible.</dd>
    <dt>inconclusive</dt><dd>Some do, and no cause is credible. What could not be seen is named, since that may be why.</dd>
  </dl>
  <p>Times are in the zone of this browser; UTC stands behind them when you point at one. “Live” beside the name says that changes are shown as they happen; “Not live” that everything is read again every ten seconds instead.</p>`;
