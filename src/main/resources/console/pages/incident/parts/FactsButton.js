import { html, useContext } from '../../../core/html.js';
import { Icon } from '../../../ui/Icon.js';
import { FactSource } from './factSource.js';

/**
 * Opens and closes the facts behind a statement; nothing where there are none.
 *
 * @param {{facts?: number[], of: string, open: boolean, onToggle: Function}} properties of: the statement, for those who hear it
 */
export function FactsButton({ facts = [], of, open, onToggle }) {
  const source = useContext(FactSource);
  if (!source || facts.length === 0) {
    return null;
  }
  return html`
    <button type="button" class="quiet small facts-button" aria-expanded=${open ? 'true' : 'false'} onClick=${onToggle}>
      <${Icon} name=${open ? 'down' : 'next'} /><span>${facts.length === 1 ? '1 fact' : `${facts.length} facts`}<span class="unseen">: ${of}</span></span>
    </button>`;
}
