import { newKey } from '../core/api.js';
import { classes, html, useEffect, useRef, useState } from '../core/html.js';
import { announce } from './announce.js';
import { Icon } from './Icon.js';
import { Refusal } from './Refusal.js';

/**
 * A button that does something at the service: once, however often it is pressed. What the service
 * refuses stands beneath it. The key stays the same until the service has said what came of it, so that
 * pressing again after a broken line does nothing twice.
 *
 * @param {{onPress: (key: string) => Promise<any>, done?: string, children: any, tone?: 'primary'|'danger'|'plain',
 *     small?: boolean, icon?: string, disabled?: boolean, type?: 'button'|'submit', label?: string}} properties
 *     done is said aloud when it was; onPress gets the key for the request, and gives false where it
 *     shows by itself that nothing was done
 */
export function ActionButton({ onPress, done, children, tone = 'plain', small, icon, disabled, label }) {
  const [state, setState] = useState({ busy: false, problem: null });
  const key = useRef(null);
  const running = useRef(false);
  const gone = useRef(false);
  useEffect(() => () => { gone.current = true; }, []);
  const press = async () => {
    if (running.current || disabled) {
      return;
    }
    running.current = true;
    key.current ??= newKey();
    setState({ busy: true, problem: null });
    try {
      const came = await onPress(key.current);
      key.current = null;
      setState({ busy: false, problem: null });
      if (done && came !== false) {
        announce(done);
      }
    } catch (problem) {
      if (!problem.leavesItOpen) {
        key.current = null;
      }
      setState({ busy: false, problem });
      if (gone.current) {
        // The dialog was closed meanwhile: it must not look as if it had been done.
        announce(`Not done: ${problem.message}`, 20_000);
      }
    } finally {
      running.current = false;
    }
  };
  return html`
    <span class="action">
      <button type="button" class=${classes(tone, small && 'small')} aria-disabled=${state.busy || disabled ? 'true' : undefined} aria-busy=${state.busy ? 'true' : undefined}
          aria-label=${label} onClick=${press}>
        ${state.busy ? html`<${Icon} name="busy" />` : icon && html`<${Icon} name=${icon} />`}<span>${children}</span>
      </button>
      <${Refusal} problem=${state.problem} />
    </span>`;
}
