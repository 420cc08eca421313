import { send } from '../../core/api.js';
import { words } from '../../core/format.js';
import { html, useMemo, useRef, useState } from '../../core/html.js';
import { useKept } from '../../core/kept.js';
import { useDocument } from '../../core/live.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Field } from '../../ui/Field.js';
import { categories } from '../../core/categories.js';
import { EXACT, presets, silenceOf, startOf } from './times.js';

/** Nothing chosen yet. */
const EMPTY = { gateway: '', category: '', subject: '', start: '', lasts: '60', end: '', reason: '' };

/**
 * Makes a silence.
 *
 * @param {{given: {gateway?: string, category?: string, subject?: string}, onDone: Function, onClose: Function}} properties
 *     given is what a link to it fills in
 */
export function SilenceForm({ given, onDone, onClose }) {
  const gateways = useDocument('gateways', ['gateways']);
  const initial = useMemo(() => ({ ...EMPTY, gateway: given.gateway ?? '', category: given.category ?? '', subject: given.subject ?? '' }), []);
  const [form, setForm] = useKept(`silence.${initial.gateway}.${initial.category}.${initial.subject}`, initial);
  const [problems, setProblems] = useState({});
  const sent = useRef({});
  const set = (name) => (event) => {
    setProblems({});
    setForm((before) => ({ ...before, [name]: event.target.value }));
  };
  const press = async (key) => {
    // The same press again, after a broken line, sends the same to the second.
    if (sent.current.key !== key || sent.current.form !== form) {
      sent.current = { key, form, body: silenceOf(form, new Date()) };
    }
    try {
      await send('POST', 'silences', sent.current.body, { key });
    } catch (problem) {
      const found = byField(problem);
      setProblems(found);
      throw Object.keys(found).length > 0 ? new Error('The silence is not kept: see the fields above.') : problem;
    }
    setForm(initial);
    await onDone();
  };
  const exact = form.lasts === EXACT;
  const names = (gateways.data?.gateways ?? []).map(({ name }) => name);
  const field = (name, label, control, hint) => html`<${Field} label=${label} hint=${hint} problem=${name === 'endsAt' && exact ? undefined : problems[name]}>${control}<//>`;
  return html`
    <div class="stack">
      ${field('gateway', 'Gateway', (it) => html`<select ...${it} value=${form.gateway} onChange=${set('gateway')}><option value="">Choose…</option><option value="*">All gateways</option>${withOwn(names, form.gateway).map((name) => html`<option value=${name}>${name}</option>`)}</select>`)}
      ${field('category', 'Cause', (it) => html`<select ...${it} value=${form.category} onChange=${set('category')}><option value="">Any, and unknown ones</option>${categories.map((name) => html`<option value=${name}>${words(name)}</option>`)}</select>`)}
      ${field('subject', 'About (may be left out)', (it) => html`<input ...${it} value=${form.subject} maxlength="253" onInput=${set('subject')} autocomplete="off" spellcheck="false" />`, 'Name of what the cause is about, without its kind, such as orders; else anything.')}
      ${field('startsAt', 'Begins (empty: now)', (it) => html`<input ...${it} type="datetime-local" value=${form.start} onInput=${set('start')} />`, 'In your time zone.')}
      ${field('endsAt', 'Lasts', (it) => html`<select ...${it} value=${form.lasts} onChange=${set('lasts')}>${presets.map(([minutes, word]) => html`<option value=${minutes}>${word}</option>`)}<option value=${EXACT}>Until an exact time</option></select>`, exact ? undefined : startOf(form) ? 'From when it begins.' : 'From now on.')}
      ${exact && html`<${Field} label="Ends" hint="At most 30 days after it begins." problem=${problems.endsAt}>${(it) => html`<input ...${it} type="datetime-local" value=${form.end} onInput=${set('end')} />`}<//>`}
      ${field('reason', 'Why', (it) => html`<input ...${it} value=${form.reason} maxlength="1000" onInput=${set('reason')} autocomplete="off" />`, 'Those who wonder why they were not told will read it.')}
      <div class="buttons">
        <${ActionButton} tone="primary" onPress=${press} done="The silence is kept">Silence<//>
        <button type="button" onClick=${onClose}>Leave it</button>
      </div>
    </div>`;
}

const withOwn = (names, own) => (own && own !== '*' && !names.includes(own) ? [...names, own] : names);

/** Problems by the field they are about. */
function byField(problem) {
  const places = (problem.body?.problems ?? []).filter(({ pointer }) => pointer);
  return Object.fromEntries(places.map((place) => [place.pointer.slice(1), place.found === 'nothing' || place.found === '""' ? `This is needed: ${place.allowed}.` : `Found ${place.found}; it takes ${place.allowed}.`]));
}
