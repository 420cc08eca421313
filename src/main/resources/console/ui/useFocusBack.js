import { useEffect, useRef } from '../core/html.js';

const WHILE_THE_PAGE_CHANGES_MILLIS = [150, 600, 2_000];

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
    if (done.current) {
      focusOn(heading.current);
    }
    settle(heading.current);
    heading.current = null;
    done.current = false;
  }, [open]);
  // Also where all of it is drawn anew, or away, while the dialog is open.
  useEffect(() => () => heading.current && settle(heading.current), []);
  return {
    from: (opener) => { heading.current = headingOver(opener); },
    acted: () => { done.current = true; },
  };
}

/** What was done changes the page for a while: the focus is not to fall out of it. */
function settle(heading) {
  const look = () => document.activeElement === document.body && focusOn(heading);
  look();
  WHILE_THE_PAGE_CHANGES_MILLIS.forEach((millis) => setTimeout(look, millis));
}

function focusOn(heading) {
  const target = heading.isConnected ? heading : document.querySelector('main h1');
  if (target) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
}

function headingOver(element) {
  const part = element?.closest('article, section, .page');
  return part ? part.querySelector('h1, h2, h3, h4') ?? headingOver(part.parentElement) : null;
}
