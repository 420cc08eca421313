import { classes, html, useEffect, useId, useRef } from '../core/html.js';
import { Icon } from './Icon.js';

/**
 * A modal dialog: Escape closes it, and the focus goes back to where it came from.
 *
 * @param {{title: string, open: boolean, onClose: Function, wide?: boolean, children: any}} properties
 */
export function Dialog({ title, open, onClose, wide, children }) {
  const dialog = useRef(null);
  // Text that is selected from within out over the edge closes nothing.
  const outside = useRef(false);
  const heading = useId();
  useEffect(() => {
    if (open && !dialog.current.open) {
      dialog.current.showModal();
    } else if (!open && dialog.current?.open) {
      dialog.current.close();
    }
  }, [open]);
  return html`
    <dialog ref=${dialog} class=${classes(wide && 'wide')} aria-labelledby=${heading} onClose=${onClose}
        onPointerDown=${(event) => { outside.current = event.target === dialog.current; }}
        onClick=${(event) => event.target === dialog.current && outside.current && onClose()}>
      ${open && html`
        <div class="dialog-body">
          <div class="dialog-head"><h2 id=${heading}>${title}</h2><button type="button" class="quiet" aria-label="Close" onClick=${onClose}><${Icon} name="close" /></button></div>
          ${children}
        </div>`}
    </dialog>`;
}
