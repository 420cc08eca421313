import { html } from '../../../core/html.js';
import { Field } from '../../../ui/Field.js';

/** Longest reason that the service takes, in characters. */
const MOST = 1000;

/**
 * Why somebody wants something.
 *
 * @param {{label?: string, hint?: string, value: string, onChange: (text: string) => void, missing?: boolean, first?: boolean}} properties
 *     first: it gets the focus when the dialog opens
 */
export const ReasonField = ({ label = 'Why', hint, value, onChange, missing, first }) => html`
  <${Field} label=${label} hint=${hint} problem=${missing && !value.trim() ? 'Say why in a few words; it is kept in the journal.' : undefined}>
    ${(properties) => html`<input ...${properties} value=${value} maxlength=${MOST} onInput=${(event) => onChange(event.target.value)} autocomplete="off" autofocus=${first} />`}
  <//>`;
