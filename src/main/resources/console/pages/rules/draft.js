import { useKept } from '../../core/kept.js';

/**
 * What is being changed about the rules: texts by path, null for a file that goes, with the tag of
 * the file that each was begun from. It stays in this tab until it is in force or thrown away.
 *
 * @returns {{draft: {base: {id: string, number: number}, files: Object<string, {text: string|null, etag: string|null}>}|null,
 *     changes: Object<string, string|null>, put: Function, drop: Function, discard: Function, rebase: Function, settle: Function}}
 */
export function useDraft() {
  const [draft, setDraft] = useKept('rules.draft', null, { precious: () => true });
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
  /** What was sent is in force as `revision`; what was written since then stays. */
  const settle = (sent, revision, rules) => setDraft((before) => before && remaining(before, sent, revision, rules));
  return { draft, changes: changesOf(draft), put, drop, discard, rebase, settle };
}

/**
 * What is left of a draft once some of it is in force, going on from there. Where others have
 * changed what is left, or it is not known, the base stays, so that the clash is seen.
 *
 * @param {object} draft as it is by now
 * @param {object} sent the draft as it was when it was sent
 * @param {string} revision id of what came in force
 * @param {object|null} rules what is in force; null when it could not be read
 */
function remaining(draft, sent, revision, rules) {
  const ours = rules?.revision.id === revision;
  const tag = (path) => rules.files.find((it) => it.path === path)?.etag ?? null;
  const left = Object.entries(draft.files)
    .filter(([path, { text }]) => sent.files[path]?.text !== text)
    .map(([path, { text, etag }]) => [path, { text, etag: ours && sent.files[path] ? tag(path) : etag }]);
  if (left.length === 0) {
    return null;
  }
  const files = Object.fromEntries(left);
  const current = ours && clashing({ files }, rules).length === 0;
  return { base: current ? { id: rules.revision.id, number: rules.revision.number } : draft.base, files };
}

/** Texts by path as the service wants them; null leaves a file out. */
const changesOf = (draft) => Object.fromEntries(Object.entries(draft?.files ?? {}).map(([path, { text }]) => [path, text]));

/** Files of a draft that are others by now than when the draft was begun. */
export const clashing = (draft, rules) => Object.entries(draft.files)
  .filter(([path, { etag }]) => (rules.files.find((it) => it.path === path)?.etag ?? null) !== etag)
  .map(([path]) => path);
