import { personName } from '../../core/format.js';
import { html, useState } from '../../core/html.js';
import { href } from '../../core/place.js';
import { Dialog } from '../../ui/Dialog.js';
import { State } from '../../ui/State.js';
import { announce } from '../../ui/announce.js';
import { Verdict } from './check.js';
import { clashing } from './draft.js';

const HOW = (text, etag) => (text === null ? 'deleted' : etag === null ? 'new' : 'edited');

/** What the draft holds, on what it is based, and whether that is still in force. */
export function DraftBar({ rules, work, checked }) {
  const [asking, setAsking] = useState(false);
  const { draft } = work;
  if (!draft) {
    return html`
      <section class="draft-bar is-empty" aria-label="Draft">
        <div class="row"><b>No draft</b><span class="muted">Revision ${rules.revision.number} is in force. What you write is checked at once and kept in this tab; it is in force only when you activate it.</span></div>
      </section>`;
  }
  const files = Object.entries(draft.files);
  const discard = () => {
    work.discard();
    setAsking(false);
    announce('The draft is thrown away');
  };
  return html`
    <section class="draft-bar" aria-label="Draft">
      <div class="row">
        <b>Draft of ${files.length} ${files.length === 1 ? 'file' : 'files'}</b><span class="muted">based on revision ${draft.base.number}</span>
        <${Verdict} of=${checked} />
        <span class="grow"></span>
        <button type="button" class="small" aria-haspopup="dialog" onClick=${() => setAsking(true)}>Discard draft…</button>
      </div>
      <ul class="draft-files">${files.map(([path, { text, etag }]) => html`<li key=${path}><a href=${href(`rules/files/${path}`)}>${path}</a> <span class="chip">${HOW(text, etag)}</span></li>`)}</ul>
      ${draft.base.id !== rules.revision.id && html`<${Moved} rules=${rules} work=${work} />`}
      <${Dialog} title="Discard the draft" open=${asking} onClose=${() => setAsking(false)}>
        <p>What you wrote in ${files.length} ${files.length === 1 ? 'file' : 'files'} is gone then. The rules in force stay as they are.</p>
        <div class="buttons"><button type="button" class="danger" onClick=${discard}>Discard it</button><button type="button" onClick=${() => setAsking(false)}>Keep it</button></div>
      <//>
    </section>`;
}

function Moved({ rules, work }) {
  const { revision } = rules;
  const both = clashing(work.draft, rules);
  return html`
    <div class="stale stack" role="status">
      <p><${State} tone="warning">Others are in force by now<//> Revision ${revision.number}, by ${personName(revision.author)}: ${revision.message}. ${both.length === 0
        ? 'It changes none of the files that you changed.'
        : html`It also changes ${both.map((path, i) => html`${i > 0 ? ', ' : ''}<code>${path}</code>`)}: look at the difference before your text takes its place.`}</p>
      <div class="buttons"><button type="button" class="small" onClick=${() => work.rebase(rules)}>Go on from revision ${revision.number}</button></div>
    </div>`;
}
