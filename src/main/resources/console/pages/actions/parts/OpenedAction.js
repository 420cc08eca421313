import { useRef } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';

/**
 * The action that a dialog was opened for, as it is by now, also where another one has taken its place
 * on the page.
 *
 * @param {{opened: object, current: object, open: boolean, children: (now: object) => any}} properties
 *     opened: as it stood when the dialog opened; current: the one that stands on the page by now
 */
export function OpenedAction({ opened, current, open, children }) {
  const last = useRef(opened);
  const same = current.id === opened.id;
  const document = useDocument(open && !same ? `actions/${opened.id}` : null, [`action:${opened.id}`, 'actions']);
  last.current = (same ? current : document.data) ?? last.current;
  return children(last.current);
}
