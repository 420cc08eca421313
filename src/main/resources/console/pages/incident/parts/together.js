/**
 * Several documents as one, for what follows only from all of them: it is known once each is read, and
 * what was read once stays, as old as the one that cannot be read again.
 *
 * @param {object[]} documents what useDocument gives
 * @returns {{data: any[]|undefined, problem: Error|null, loading: boolean, readAt: Date|null, reload: Function}} as
 *     useDocument; data: that of each, in their order
 */
export function together(documents) {
  const missing = documents.filter(({ data }) => data === undefined);
  const failed = missing.find(({ problem }) => problem) ?? documents.find(({ problem }) => problem);
  return {
    data: missing.length > 0 ? undefined : documents.map(({ data }) => data),
    problem: failed?.problem ?? null,
    loading: missing.length > 0 && missing.every(({ problem }) => !problem),
    readAt: (failed ?? documents[0]).readAt,
    reload: () => Promise.all(documents.map(({ reload }) => reload())),
  };
}
