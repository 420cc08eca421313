/**
 * Files in folders, as far as a filter leaves them.
 *
 * @param {Array<{path: string, rules: Array<{name: string, line: number}>}>} files
 * @param {string} find part of a path or of a rule's name; empty for all
 * @returns {{folders: Array<{name: string, path: string, folders: any[], files: any[], count: number}>, files: any[]}}
 */
export function treeOf(files, find) {
  const wanted = find.trim().toLowerCase();
  const root = { name: '', path: '', folders: [], files: [], count: 0 };
  for (const file of files) {
    const inPath = file.path.toLowerCase().includes(wanted);
    const found = wanted ? file.rules.filter(({ name }) => name.toLowerCase().includes(wanted)) : [];
    if (inPath || found.length > 0) {
      add(root, file, found);
    }
  }
  return root;
}

function add(root, file, found) {
  const parts = file.path.split('/');
  let folder = root;
  root.count += 1;
  for (const [i, name] of parts.slice(0, -1).entries()) {
    let next = folder.folders.find((it) => it.name === name);
    if (!next) {
      next = { name, path: parts.slice(0, i + 1).join('/'), folders: [], files: [], count: 0 };
      folder.folders.push(next);
    }
    next.count += 1;
    folder = next;
  }
  folder.files.push({ ...file, name: parts.at(-1), found });
}

/** Files in force with those of the draft: each with how the draft changes it. */
export function withDraft(files, draft) {
  const drafted = draft?.files ?? {};
  const known = new Set(files.map(({ path }) => path));
  const all = [
    ...files.map((file) => ({ ...file, change: drafted[file.path] && (drafted[file.path].text === null ? 'deleted' : 'edited') })),
    ...Object.entries(drafted).filter(([path, { text }]) => !known.has(path) && text !== null).map(([path]) => ({ path, rules: [], change: 'new' })),
  ];
  return all.sort((a, b) => a.path.localeCompare(b.path));
}

/** The folder of a file. */
export const folderOf = (path) => path.split('/').slice(0, -1).join('/');
