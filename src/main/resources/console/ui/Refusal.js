import { html } from '../core/html.js';
import { signingIn } from '../core/session.js';
import { Icon } from './Icon.js';

/** Why a session is worth nothing, in words; else nobody was signed in. */
const OUT = {
  'session-expired': 'Your session is over, as each is after 12 hours. Sign in again for this.',
  'session-ended': 'This session was signed out, here or from another browser. Sign in again for this.',
  'forged-session': 'The service does not know this session, as after a token was changed. Sign in again for this.',
};

/**
 * Why something was not done, as the service says it, where it was asked for.
 *
 * @param {{problem: Error|null}} properties
 */
export function Refusal({ problem }) {
  if (!problem) {
    return null;
  }
  const more = problem.body?.problems ?? problem.body?.refusals ?? [];
  return html`
    <div class="refusal" role="alert">
      <${Icon} name="critical" />
      <div>
        <p>${problem.needsSignIn ? OUT[problem.code] ?? 'You have to sign in for this.' : problem.message}</p>
        ${more.length > 0 && html`<ul>${more.slice(0, 20).map((each) => html`<li>${where(each)}${sentence(each)}${each.advice ? ` ${each.advice}` : ''}</li>`)}</ul>`}
        ${problem.needsSignIn && html`<button class="small" onClick=${() => signingIn.set(true)}>Sign in</button>`}
      </div>
    </div>`;
}

const where = ({ file, line, column, pointer, guard, key }) => {
  const place = file ? `${file}${line ? `:${line}${column ? `:${column}` : ''}` : ''}` : pointer ?? guard ?? key;
  return place ? html`<code>${place}</code> ` : '';
};

function sentence(each) {
  if (each.found !== undefined && each.allowed !== undefined) {
    return `${each.found}; allowed: ${each.allowed}${each.didYouMean ? `. Did you mean ${each.didYouMean}?` : ''}`;
  }
  return each.message ?? each.words ?? each.detail ?? each.because ?? each.reason ?? String(each);
}
