import { html, useEffect, useMemo } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { Empty } from '../../ui/Loaded.js';
import { Refusal } from '../../ui/Refusal.js';
import { SourceEditor } from './SourceEditor.js';
import { Problems } from './Problems.js';

const language = (path) => (path.endsWith('.drl') ? 'drl' : path.endsWith('.yaml') ? 'yaml' : 'plain');

/**
 * One file: as it is in force, or as the draft has it, to be written on.
 *
 * @param {{rules: object, path: string, work: object, base: object, checked: object, at: object, goTo: Function}} properties
 */
export function FilePanel({ rules, path, work, base, checked, at, goTo }) {
  const known = rules.files.find((it) => it.path === path);
  const active = useDocument(known ? `rules/files/${encodeURI(path)}` : null, ['rules']);
  useEffect(() => {
    // The list of files was read after this one, which is another by now.
    if (known && active.etag && known.etag !== active.etag) {
      active.reload();
    }
  }, [known?.etag, active.etag]);
  const vocabulary = useDocument('rules/vocabulary', ['rules']);
  const drafted = work.draft?.files[path];
  const own = useMemo(() => checked.problems.filter((it) => it.file === path), [checked.problems, path]);
  const text = drafted ? drafted.text : active.data;
  const write = (now) => (known && now === active.data ? work.drop(path) : work.put(path, now, active.etag, base));
  return html`
    <section class="section file-panel" aria-label=${path}>
      <header><h2 class="long"><code>${path}</code></h2><div class="section-aside"><${FileButtons} ...${{ path, known, drafted, work, active, base }} /></div></header>
      ${text === null
        ? html`<${Empty} title="The draft deletes this file.">It stays in force until the draft is activated.<//>`
        : text === undefined
          ? html`<${NoText} known=${known} active=${active} />`
          : html`<${SourceEditor} keyOf=${path} label=${`Text of ${path}`} language=${language(path)} text=${text} onChange=${write} problems=${own} at=${at} vocabulary=${vocabulary.data} />`}
      ${checked.problems.length > 0 && html`<${Problems} problems=${checked.problems} path=${path} onPlace=${goTo} label="Problems of the draft" />`}
    </section>`;
}

function NoText({ known, active }) {
  if (!known) {
    return html`<${Empty} title="There is no such file in force, and none in the draft.">Choose another, or begin it with New file.<//>`;
  }
  return active.problem ? html`<${Refusal} problem=${active.problem} />` : html`<p class="loading" role="status">Loading…</p>`;
}

function FileButtons({ path, known, drafted, work, active, base }) {
  if (drafted?.text === null) {
    return html`<button type="button" class="small" onClick=${() => work.drop(path)}>Keep this file</button>`;
  }
  return html`
    ${drafted && html`<span class="chip">${known ? 'edited' : 'new'}</span><button type="button" class="small" onClick=${() => work.drop(path)}>${known ? 'Undo changes of this file' : 'Drop this new file'}</button>`}
    ${known && active.data !== undefined && html`<button type="button" class="small" onClick=${() => work.put(path, null, active.etag, base)}>Delete file</button>`}`;
}
