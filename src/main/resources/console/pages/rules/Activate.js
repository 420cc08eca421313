import { read, send } from '../../core/api.js';
import { personName } from '../../core/format.js';
import { html, useState } from '../../core/html.js';
import { useKept } from '../../core/kept.js';
import { Ago, Time } from '../../core/time.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { State } from '../../ui/State.js';
import { Steps } from './Steps.js';

/** All checks, the cases and the back-test among them, may take minutes. */
const PATIENCE_MILLIS = 600_000;

/** Puts the draft in force, after all checks, unless somebody else was first. */
export function Activate({ rules, work, reload }) {
  const [open, setOpen] = useState(false);
  return html`
    <button type="button" class="primary" aria-haspopup="dialog" disabled=${!work.draft} onClick=${() => setOpen(true)}>Activate…</button>
    <${Dialog} wide title="Activate the draft" open=${open} onClose=${() => setOpen(false)}>
      <${Form} rules=${rules} work=${work} reload=${reload} close=${() => setOpen(false)} />
    <//>`;
}

function Form({ rules, work, reload, close }) {
  const [message, setMessage] = useKept('rules.message', '');
  const [said, setSaid] = useState(null);
  const files = Object.entries(work.draft?.files ?? {});
  const press = async (key) => {
    setSaid(null);
    const sent = work.draft;
    try {
      const { data } = await put(sent, message.trim(), key);
      // The checks take their time; what was written meanwhile was not sent.
      const now = await read('rules').catch(() => null);
      work.settle(sent, data.revision, now?.data ?? null);
      const standing = now?.data.revision;
      setSaid({ data, later: standing && standing.id !== data.revision ? standing : null });
      setMessage('');
      await reload();
    } catch (problem) {
      if (!problem.body?.checks && !clash(problem)) {
        throw problem;
      }
      setSaid({ problem });
    }
  };
  const rebase = async () => {
    const { data } = await read('rules');
    work.rebase(data);
    setSaid(null);
    await reload();
  };
  if (said?.data) {
    return html`
      <p role="status"><${State} tone="good">${said.data.status === 'unchanged' ? 'Nothing to change' : 'Activated'}<//> ${said.data.detail}</p>
      ${said.later && html`<p class="stale" role="alert">Revision ${said.later.number} is in force by now: ${personName(said.later.author)} put it in force <${Ago} at=${said.later.activatedAt} />: ${said.later.message}.</p>`}
      <${Steps} checks=${said.data.checks} />
      <div class="buttons"><button type="button" class="primary" onClick=${close}>Close</button></div>`;
  }
  return html`
    <div class="stack">
      <p>${files.length === 1 ? html`<code>${files[0][0]}</code> ${files[0][1].text === null ? 'goes' : 'changes'}` : `${files.length} files change`} against revision ${work.draft?.base.number}. All checks are made first: it compiles, all cases, the back-test. Only if all pass is it in force, on every replica; otherwise nothing changes.</p>
      <${Field} label="What it is for" hint="Stands in the history and in the audit log.">
        ${(it) => html`<input ...${it} value=${message} maxlength="1000" autocomplete="off" autofocus onInput=${(event) => setMessage(event.target.value)} />`}
      <//>
      ${said?.problem && (clash(said.problem) ? html`<${Clash} of=${said.problem} rebase=${rebase} />` : html`<div class="stack" role="alert"><p><${State} tone="critical">Refused<//> What was in force still is.</p><${Steps} checks=${said.problem.body.checks} /></div>`)}
      <div class="buttons"><${ActionButton} tone="primary" disabled=${!message.trim() || files.length === 0} onPress=${press}>Check and activate<//><button type="button" onClick=${close}>Not yet</button></div>
    </div>`;
}

const clash = ({ status }) => status === 412 || status === 428;

/** One file by its own tag, so that work on others does not clash; several as a whole. */
async function put({ base, files }, message, key) {
  const why = `?message=${encodeURIComponent(message)}`;
  const all = Object.entries(files);
  if (all.length === 1) {
    const [path, { text, etag }] = all[0];
    const headers = etag === null ? { 'If-None-Match': '*' } : {};
    const options = { key, ifMatch: etag ?? undefined, headers, patience: PATIENCE_MILLIS };
    return text === null ? send('DELETE', `rules/files/${encodeURI(path)}${why}`, undefined, options) : send('PUT', `rules/files/${encodeURI(path)}${why}`, text, { ...options, contentType: 'text/plain' });
  }
  const { data } = await read(`rules/revisions/${base.id}?files=true`);
  const texts = { ...data.files };
  all.forEach(([path, { text }]) => (text === null ? delete texts[path] : (texts[path] = text)));
  return send('PUT', 'rules', { files: texts, base: base.id, message }, { key, patience: PATIENCE_MILLIS });
}

/** Somebody else was first: who, when, why; and the way on. */
function Clash({ of: { message, body }, rebase }) {
  const by = body?.changedBy;
  return html`
    <div class="stale stack" role="alert">
      <p><${State} tone="warning">Changed meanwhile<//> ${by ? html`${personName(by.author)} put revision ${by.number} in force (<${Time} at=${by.activatedAt} />): ${by.message}.` : message} Your draft is still here.</p>
      <p>Going on from there, what you wrote takes the place of what the same files hold now; everything else stays theirs. Look at the difference before you activate.</p>
      <div class="buttons"><button type="button" onClick=${rebase}>${by ? `Go on from revision ${by.number}` : 'Go on from what is in force'}</button></div>
    </div>`;
}
