import { html } from '../../../core/html.js';
import { State } from '../../../ui/State.js';
import { effectOf, riskOf, stateOf } from './words.js';

/** How far an action has come. */
export function ActionState({ state }) {
  const [tone, word, meaning] = stateOf(state);
  return html`<${State} tone=${tone} title=${meaning}>${word}<//>`;
}

/** Whether it helped; nothing where that is not known yet. */
export function Effect({ effect }) {
  if (!effect) {
    return null;
  }
  const [tone, word] = effectOf(effect);
  return html`<${State} tone=${tone}>${word}<//>`;
}

/** How much it may disturb. */
export function Risk({ risk }) {
  const [tone, word] = riskOf(risk);
  return html`<${State} tone=${tone}>${word}<//>`;
}
