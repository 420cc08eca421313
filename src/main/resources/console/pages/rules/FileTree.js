import { classes, html, useEffect, useMemo, useState } from '../../core/html.js';
import { href } from '../../core/place.js';
import { useQuery } from '../../core/router.js';
import { TextFilter } from '../../ui/Filters.js';
import { Icon } from '../../ui/Icon.js';
import { folderOf, treeOf, withDraft } from './tree.js';

/**
 * The files of the rulebook by folder, with what the draft changes and where something is wrong.
 *
 * @param {{rules: object, draft: object|null, problems: object[], path: string|undefined}} properties
 */
export function FileTree({ rules, draft, problems, path }) {
  const [query] = useQuery();
  const [shown, setShown] = useState(false);
  const find = query.find ?? '';
  const files = useMemo(() => withDraft(rules.files, draft), [rules, draft]);
  const tree = useMemo(() => treeOf(files, find), [files, find]);
  useEffect(() => setShown(false), [path]);
  return html`
    <nav class="file-tree" aria-label="Rule files">
      <button type="button" class="tree-button" aria-expanded=${shown ? 'true' : 'false'} onClick=${() => setShown(!shown)}><${Icon} name="folder" /><span>${path ?? 'Choose a file'}</span><${Icon} name="down" /></button>
      <div class=${classes('tree-body', shown && 'shown')}>
        <${TextFilter} name="find" label="File or rule" placeholder="Part of a name" />
        <p class="hint" role="status">${tree.count === 0 ? 'Nothing has that in its name.' : `${tree.count} of ${files.length} files`}</p>
        <div class="tree-list"><${Level} folder=${tree} ...${{ path, find, problems }} /></div>
      </div>
    </nav>`;
}

const Level = ({ folder, ...rest }) => html`
  <ul>
    ${folder.folders.map((each) => html`<${Folder} key=${each.path} folder=${each} ...${rest} />`)}
    ${folder.files.map((each) => html`<${File} key=${each.path} file=${each} ...${rest} />`)}
  </ul>`;

function Folder({ folder, ...rest }) {
  const { path, find, problems } = rest;
  const inside = (path ?? '').startsWith(`${folder.path}/`);
  const [open, setOpen] = useState(inside);
  useEffect(() => {
    if (inside) {
      setOpen(true);
    }
  }, [path]);
  const shown = open || Boolean(find);
  const wrong = problems.some((it) => !it.warning && (folderOf(it.file ?? '') + '/').startsWith(`${folder.path}/`));
  return html`
    <li>
      <button type="button" class="tree-row" aria-expanded=${shown ? 'true' : 'false'} onClick=${() => setOpen(!shown)}>
        <${Icon} name=${shown ? 'down' : 'next'} /><span class="tree-name">${folder.name}</span><span class="note">${folder.count}</span>${wrong && html`<${Wrong} />`}
      </button>
      ${shown && html`<${Level} folder=${folder} ...${rest} />`}
    </li>`;
}

function File({ file, path, find, problems }) {
  const wrong = problems.some((it) => !it.warning && it.file === file.path);
  const to = (line) => href(`rules/files/${file.path}`, { find, line });
  return html`
    <li>
      <a class="tree-row" href=${to()} aria-current=${file.path === path ? 'page' : undefined}>
        <${Icon} name="file" /><span class=${classes('tree-name', file.change === 'deleted' && 'is-deleted')}>${file.name}</span>${file.change && html`<span class="chip">${file.change}</span>`}${wrong && html`<${Wrong} />`}
      </a>
      ${file.found.length > 0 && html`<ul class="found">${file.found.map((rule) => html`<li key=${rule.name}><a href=${to(rule.line)}>${rule.name}</a></li>`)}</ul>`}
    </li>`;
}

const Wrong = () => html`<span class="tone-critical tree-wrong" title="Has problems"><${Icon} name="critical" /><span class="unseen">has problems</span></span>`;
