import { categories } from '../../../core/categories.js';
import { send } from '../../../core/api.js';
import { words } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { useKept } from '../../../core/kept.js';
import { ActionButton } from '../../../ui/ActionButton.js';
import { Field } from '../../../ui/Field.js';

const VERDICTS = [['right', 'Right'], ['partly', 'Partly right'], ['wrong', 'Wrong']];
const EMPTY = { verdict: '', category: '', subject: '', comment: '' };

/**
 * Says whether the first cause was right; where it was wrong, also what it was.
 *
 * @param {{id: string, about: string, onDone: (to: string) => any}} properties id of the diagnosis;
 *     what is typed is kept for what it is about, and goes to the diagnosis that stood there when it was begun
 */
export function FeedbackForm({ id, about, onDone }) {
  const [form, setForm] = useKept(`feedback.${about}`, EMPTY);
  const set = (name) => (event) => setForm((before) => ({ ...before, to: before.to ?? id, [name]: event.target.value }));
  const press = async (key) => {
    const to = form.to ?? id;
    const wrong = form.verdict === 'wrong' && form.category;
    await send('POST', `diagnoses/${encodeURIComponent(to)}/feedback`, {
      verdict: form.verdict,
      ...(wrong ? { actualCause: { category: form.category, ...(form.subject.trim() ? { subject: form.subject.trim() } : {}) } } : {}),
      ...(form.comment.trim() ? { comment: form.comment.trim() } : {}),
    }, { key });
    setForm(EMPTY);
    await onDone(to);
  };
  return html`
    <form class="stack feedback-form" onSubmit=${(event) => event.preventDefault()}>
      <fieldset><legend>The first cause was</legend><div class="row">${VERDICTS.map(([value, word]) => html`<label key=${value} class="tick"><input type="radio" name=${`verdict-${about}`} value=${value} checked=${form.verdict === value} onChange=${set('verdict')} /> ${word}</label>`)}</div></fieldset>
      ${form.verdict === 'wrong' && html`
        <div class="filters">
          <${Field} label="What it was">${(it) => html`<select ...${it} value=${form.category} onChange=${set('category')}><option value="">Not known</option>${categories.map((name) => html`<option key=${name} value=${name}>${words(name)}</option>`)}</select>`}<//>
          <${Field} label="Who or what failed">${(it) => html`<input ...${it} value=${form.subject} maxlength="253" placeholder="payments" onInput=${set('subject')} autocomplete="off" />`}<//>
        </div>`}
      ${form.verdict && html`
        <${Field} label="Note (may be left out)">${(it) => html`<input ...${it} value=${form.comment} maxlength="2000" onInput=${set('comment')} autocomplete="off" />`}<//>
        <div class="buttons"><${ActionButton} tone="primary" onPress=${press} done="Your word is kept">Send feedback<//></div>`}
      <p class="hint">It counts for the rules that spoke for this cause. Your last word stands.</p>
    </form>`;
}
