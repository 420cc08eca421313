import { useEffect, useRef } from '../core/html.js';

/**
 * Where the focus goes once a dialog is closed whose opener may be gone by then, since what it was
 * for is done: to the heading of the part that the opener stood in.
 *
 * @param {boolean} open whether the dialog is open
 * @returns {{from: (opener: Element) => void, acted: () => void}} from: call it when the dialog is opened;
 *     acted: when something was done in it, so that the opener goes away
 */
export function useFocusBack(open) {
  const heading = useRef(null);
  const done = useRef(false);
  useEffect(() => {
    if (open || !heading.current) {
      return;
    }
    if (done.current || document.activeElement === document.body) {
      heading.current.tabIndex = -1;
      heading.current.focus({ preventScroll: true });
    }
    heading.current = null;
    done.current = false;
  }, [open]);
  return {
    from: (opener) => { heading.current = headingOver(opener); },
    acted: () => { done.current = true; },
  };
}

function headingOver(element) {
  const part = element?.closest('article, section, .page');
  return part ? part.querySelector('h1, h2, h3, h4') ?? headingOver(part.parentElement) : null;
}
