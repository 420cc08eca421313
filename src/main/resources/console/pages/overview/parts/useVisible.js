import { useEffect, useRef, useState } from '../../../core/html.js';

const AHEAD = '600px';

/**
 * Whether something has come near what can be seen, so that what it needs is read only then.
 *
 * @returns {[object, boolean]} the ref to give it, and whether it has
 */
export function useVisible() {
  const ref = useRef(null);
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    if (visible || !ref.current) {
      return undefined;
    }
    const watch = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && setVisible(true), { rootMargin: AHEAD });
    watch.observe(ref.current);
    return () => watch.disconnect();
  }, [visible]);
  return [ref, visible];
}
