import { html, useState } from '../../../core/html.js';
import { Icon } from '../../../ui/Icon.js';
import { useFocusBack } from '../../../ui/useFocusBack.js';
import { RunDialog } from './RunDialog.js';

/**
 * Has something done that is recommended and not planned: it is planned first, then shown and approved.
 *
 * @param {{incident: object, mitigation: object, offered: boolean, onDone: Function, onOpen?: (open: boolean) => void}} properties
 *     offered: whether the button is there; the dialog stays where it is open, with what it was opened for
 */
export function RunButton({ incident, mitigation, offered, onDone, onOpen }) {
  const [opened, setOpened] = useState(null);
  const open = opened?.open ?? false;
  const focus = useFocusBack(open);
  const show = (event) => {
    focus.from(event.currentTarget);
    setOpened({ mitigation, open: true });
    onOpen?.(true);
  };
  const close = () => {
    setOpened((before) => ({ ...before, open: false }));
    onOpen?.(false);
  };
  const done = (action) => {
    focus.acted();
    return onDone(action);
  };
  return html`
    ${offered && html`<button type="button" class="primary" aria-haspopup="dialog" aria-label=${`Run: ${mitigation.summary}`} onClick=${show}><${Icon} name="play" /><span>Run…</span></button>`}
    ${opened && html`<${RunDialog} incident=${incident} mitigation=${opened.mitigation} open=${open} onClose=${close} onDone=${done} />`}`;
}
