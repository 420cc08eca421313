import { send } from '../../core/api.js';
import { personName } from '../../core/format.js';
import { html, useRef, useState } from '../../core/html.js';
import { useKept } from '../../core/kept.js';
import { moment, Time } from '../../core/time.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Field } from '../../ui/Field.js';
import { Section } from '../../ui/Page.js';
import { Difference } from './Difference.js';
import { Problems } from './Problems.js';
import { useCheck, Verdict } from './check.js';

/** What one begins with where there is no policy. */
const FIRST = '# The first rule that fits holds; what none names is only recommended.\nrules:\n  - name: Everything is asked for\n    mode: approve\n';

/**
 * Writes another policy and puts it in force. What is written stays in this tab until it is sent or
 * thrown away.
 *
 * @param {{policy: object, etag: string|null, onSaved: Function}} properties
 */
export function Editor({ policy, etag, onSaved }) {
  const [draft, setDraft] = useKept('policy', null, { precious: ({ text, base, reason }) => text !== base || reason !== '' });
  const begin = () => setDraft({ text: policy.text ?? FIRST, base: policy.text ?? '', version: policy.version, etag, reason: '' });
  return html`
    <${Section} title="Change it" aside=${draft && html`<button type="button" onClick=${() => setDraft(null)}>Throw my changes away</button>`}>
      ${draft
        ? html`<${Writing} draft=${draft} setDraft=${setDraft} policy=${policy} etag=${etag} onSaved=${onSaved} />`
        : html`<p>Another policy is checked as it is written, shown beside the one in force, and put in force on all replicas within seconds. Every version is kept.</p><div class="buttons"><button type="button" onClick=${begin}>${policy.version === 0 ? 'Write the first policy' : 'Edit the policy'}</button></div>`}
    <//>`;
}

function Writing({ draft, setDraft, policy, etag, onSaved }) {
  const area = useRef(null);
  const [missing, setMissing] = useState(false);
  const checked = useCheck(draft.text);
  const set = (changes) => setDraft((before) => ({ ...before, ...changes }));
  const behind = draft.etag !== etag;
  const save = async (key) => {
    if (!draft.reason.trim()) {
      setMissing(true);
      throw new Error('It needs a reason.');
    }
    await send('PUT', `mitigation/policy?reason=${encodeURIComponent(draft.reason.trim())}`, draft.text, { key, ifMatch: draft.etag ?? undefined, contentType: 'application/yaml' }).catch(told);
    setDraft(null);
    await onSaved();
  };
  return html`
    <div class="stack">
      ${behind && html`<${Behind} draft=${draft} policy=${policy} take=${() => set({ base: policy.text ?? '', version: policy.version, etag })} />`}
      <${Field} label="Policy (YAML)" hint="config/example-mitigation.yaml explains every key.">
        ${(it) => html`<textarea ...${it} ref=${area} class="code-text policy-text" rows="22" wrap="off" spellcheck="false" value=${draft.text} onInput=${(event) => set({ text: event.target.value })}></textarea>`}
      <//>
      <${Verdict} of=${checked} />
      ${checked.problems && html`<${Problems} problems=${checked.problems} onLine=${(line) => goTo(area.current, line)} />`}
      <${Difference} before=${draft.base} after=${draft.text} label=${`Difference to version ${draft.version}`} />
      <${Field} label="Why" problem=${missing && !draft.reason.trim() ? 'Whoever wonders at night what the service may do reads it.' : undefined}>
        ${(it) => html`<input ...${it} value=${draft.reason} maxlength="1000" onInput=${(event) => set({ reason: event.target.value })} autocomplete="off" />`}
      <//>
      <div class="buttons"><${ActionButton} tone="primary" onPress=${save} done="The policy is in force">Put it in force<//></div>
    </div>`;
}

/** Somebody else was first: who, when, why. */
function told(problem) {
  const by = problem.body?.changedBy;
  if (problem.status === 412 && by) {
    throw new Error(`Version ${by.version} is in force by now: ${personName(by.actor)} changed it at ${moment(by.at)}: ${by.reason}. What you wrote is still here; compare it with that.`);
  }
  throw problem;
}

const Behind = ({ draft, policy, take }) => html`
  <div class="stale stack" role="status">
    <p>You began with version ${draft.version}. Version ${policy.version} is in force by now${policy.info ? html`: ${personName(policy.info.actor)} changed it <${Time} at=${policy.info.at} />: ${policy.info.reason}` : ''}.</p>
    <div class="buttons"><button type="button" class="small" onClick=${take}>Compare mine with version ${policy.version}</button></div>
  </div>`;

function goTo(area, line) {
  const lines = area.value.split('\n');
  const from = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  area.focus();
  area.setSelectionRange(from, from + (lines[line - 1] ?? '').length);
  area.scrollTop = (area.scrollHeight / lines.length) * Math.max(0, line - 5);
}
