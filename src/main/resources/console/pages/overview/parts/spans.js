import { classes, html } from '../../../core/html.js';
import { useQuery } from '../../../core/router.js';

/** Over which charts reach: name in the address, the API's duration, words. */
const SPANS = [['15m', 'PT15M', '15 min'], ['1h', 'PT1H', '1 h'], ['6h', 'PT6H', '6 h'], ['24h', 'PT24H', '24 h']];
const USUAL = SPANS[1];

/** @returns {{name: string, duration: string, words: string}} the one of the address */
export function useSpan() {
  const [query] = useQuery();
  const [name, duration, words] = SPANS.find(([each]) => each === query.span) ?? USUAL;
  return { name, duration, words };
}

/** Chooses it. */
export function SpanChoice() {
  const [, change] = useQuery();
  const chosen = useSpan();
  return html`
    <div class="span-choice" role="group" aria-label="Charts reach over">
      ${SPANS.map(([name, , words]) => html`
        <button type="button" key=${name} class=${classes('small', name === chosen.name && 'chosen')} aria-pressed=${name === chosen.name ? 'true' : 'false'}
            onClick=${() => change({ span: name === USUAL[0] ? '' : name })}>${words}</button>`)}
    </div>`;
}
