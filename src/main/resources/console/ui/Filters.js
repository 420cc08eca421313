import { html, useEffect, useId, useLayoutEffect, useRef, useState } from '../core/html.js';
import { useQuery } from '../core/router.js';

const PAUSE_MILLIS = 250;
const MOST_SEEN = 500;

/** A row of filters, all of which live in the address. */
export const Filters = ({ label = 'Filter', children }) => html`<form class="filters" role="search" aria-label=${label} onSubmit=${(event) => event.preventDefault()}>${children}</form>`;

const asItIs = (text) => text;

/**
 * A text that filters; the address follows when the reader pauses.
 *
 * @param {{name: string, label: string, placeholder?: string, known?: string[], meaning?: (text: string, known: string[]) => string,
 *     wordsOf?: (value: string) => string}} properties known are offered while one types, also when what is
 *     shown has fewer of them by then; meaning: the value for what is typed; wordsOf: how a value is shown elsewhere
 */
export function TextFilter({ name, label, placeholder, known: shown = [], meaning = asItIs, wordsOf }) {
  const [query, change] = useQuery();
  const [text, setText] = useState(query[name] ?? '');
  const timer = useRef();
  const id = useId();
  const known = useSeen(shown);
  const meant = (typed) => typed.trim() && meaning(typed.trim(), known);
  useLayoutEffect(() => setText((now) => (meant(now) === (query[name] ?? '') ? now : query[name] ?? '')), [query[name]]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (event) => {
    const now = event.target.value;
    setText(now);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change({ [name]: meant(now) }), PAUSE_MILLIS);
  };
  return html`<div class="field"><label for=${id}>${label}</label><input id=${id} type="search" value=${text} placeholder=${placeholder} onInput=${type} list=${known.length > 0 ? `${id}-known` : undefined} autocomplete="off" spellcheck="false" />${known.length > 0 && html`<datalist id=${`${id}-known`}>${known.map((each) => html`<option key=${each} value=${each} label=${wordsOf?.(each)} />`)}</datalist>`}</div>`;
}

/** All that was among some values since the page was opened, up to a bound, in order. */
function useSeen(values) {
  const seen = useRef(new Set());
  values.forEach((each) => seen.current.size < MOST_SEEN && seen.current.add(each));
  return [...seen.current].sort();
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
