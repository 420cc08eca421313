import { html, useState } from '../../../core/html.js';
import { Icon } from '../../../ui/Icon.js';
import { RunDialog } from './RunDialog.js';

/**
 * Has something done that is recommended and not planned: it is planned first, then shown and approved.
 *
 * @param {{incident: object, mitigation: object, offered: boolean, onDone: Function}} properties
 *     offered: whether the button is there; the dialog stays where it is open
 */
export function RunButton({ incident, mitigation, offered, onDone }) {
  const [open, setOpen] = useState(false);
  return html`
    ${offered && html`<button type="button" class="primary" aria-haspopup="dialog" aria-label=${`Run: ${mitigation.summary}`} onClick=${() => setOpen(true)}><${Icon} name="play" /><span>Run…</span></button>`}
    <${RunDialog} incident=${incident} mitigation=${mitigation} open=${open} onClose=${() => setOpen(false)} onDone=${onDone} />`;
}
