import { html, useEffect, useId, useRef, useState } from '../core/html.js';
import { useQuery } from '../core/router.js';

const PAUSE_MILLIS = 250;

/** A row of filters, all of which live in the address. */
export const Filters = ({ label = 'Filter', children }) => html`<form class="filters" role="search" aria-label=${label} onSubmit=${(event) => event.preventDefault()}>${children}</form>`;

/**
 * A text that filters; the address follows when the reader pauses.
 *
 * @param {{name: string, label: string, placeholder?: string, known?: string[]}} properties known are offered while one types
 */
export function TextFilter({ name, label, placeholder, known = [] }) {
  const [query, change] = useQuery();
  const [text, setText] = useState(query[name] ?? '');
  const timer = useRef();
  const id = useId();
  useEffect(() => setText((now) => (now.trim() === (query[name] ?? '') ? now : query[name] ?? '')), [query[name]]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (event) => {
    const now = event.target.value;
    setText(now);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change({ [name]: now.trim() }), PAUSE_MILLIS);
  };
  return html`<div class="field"><label for=${id}>${label}</label><input id=${id} type="search" value=${text} placeholder=${placeholder} onInput=${type} list=${known.length > 0 ? `${id}-known` : undefined} autocomplete="off" spellcheck="false" />${known.length > 0 && html`<datalist id=${`${id}-known`}>${known.map((each) => html`<option key=${each} value=${each} />`)}</datalist>`}</div>`;
}

/**
 * One of several values.
 *
 * @param {{name: string, label: string, options: Array<[string, string]>, all?: string}} properties options are value and word
 */
export function ChoiceFilter({ name, label, options, all = 'All' }) {
  const [query, change] = useQuery();
  const id = useId();
  return html`
    <div class="field"><label for=${id}>${label}</label>
      <select id=${id} value=${query[name] ?? ''} onChange=${(event) => change({ [name]: event.target.value })}>
        <option value="">${all}</option>
        ${options.map(([value, word]) => html`<option value=${value}>${word}</option>`)}
      </select>
    </div>`;
}
