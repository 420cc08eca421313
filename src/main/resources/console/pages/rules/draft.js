import { useEffect } from '../../core/html.js';
import { useKept } from '../../core/kept.js';

/**
 * What is being changed about the rules: texts by path, null for a file that goes, with the tag of
 * the file that each was begun from. It stays in this tab until it is in force or thrown away.
 *
 * @returns {{draft: {base: {id: string, number: number}, files: Object<string, {text: string|null, etag: string|null}>}|null,
 *     changes: Object<string, string|null>, set: Function, put: Function, drop: Function, discard: Function, rebase: Function}}
 */
export function useDraft() {
  const [draft, setDraft] = useKept('rules.draft', null);
  const some = draft !== null;
  useEffect(() => {
    if (!some) {
      return undefined;
    }
    // The pages keep it; only closing the tab would lose it.
    const ask = (event) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [some]);
  /** Takes a file into the draft; `base` is the revision in force when a draft is begun. */
  const put = (path, text, etag, base) => setDraft((before) => ({
    base: before?.base ?? base,
    files: { ...before?.files, [path]: { text, etag: before?.files[path]?.etag ?? etag } },
  }));
  /** Leaves a file as it is in force. */
  const drop = (path) => setDraft((before) => {
    if (!before?.files[path]) {
      return before;
    }
    const { [path]: _, ...files } = before.files;
    return Object.keys(files).length === 0 ? null : { ...before, files };
  });
  const discard = () => setDraft(null);
  /** Goes on from another revision: what the draft has replaces what is in force there. */
  const rebase = (rules) => setDraft((before) => before && {
    base: { id: rules.revision.id, number: rules.revision.number },
    files: Object.fromEntries(Object.entries(before.files).map(([path, { text }]) => [path, { text, etag: rules.files.find((it) => it.path === path)?.etag ?? null }])),
  });
  return { draft, changes: changesOf(draft), put, drop, discard, rebase };
}

/** Texts by path as the service wants them; null leaves a file out. */
export const changesOf = (draft) => Object.fromEntries(Object.entries(draft?.files ?? {}).map(([path, { text }]) => [path, text]));

/** Files of a draft that are others by now than when the draft was begun. */
export const clashing = (draft, rules) => Object.entries(draft.files)
  .filter(([path, { etag }]) => (rules.files.find((it) => it.path === path)?.etag ?? null) !== etag)
  .map(([path]) => path);
