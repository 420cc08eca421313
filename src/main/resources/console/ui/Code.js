import { html, useState } from '../core/html.js';
import { announce } from './announce.js';
import { Icon } from './Icon.js';

/** A command or a document in fixed width, with a button that copies it. */
export function Code({ text, label = 'Command' }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(text);
    setCopied(true);
    announce(`${label} copied`);
    setTimeout(() => setCopied(false), 2_000);
  };
  return html`
    <div class="code">
      <pre tabindex="0" role="region" aria-label=${label}><code>${text}</code></pre>
      ${navigator.clipboard && html`<button type="button" class="quiet" aria-label=${`Copy: ${label}`} onClick=${copy}><${Icon} name=${copied ? 'good' : 'copy'} /></button>`}
    </div>`;
}
