const ENDED = ['failed', 'rejected', 'expired', 'withdrawn'];
const TRIED = ['done', 'failed'];
const RUNNING = ['approved', 'intended', 'acting', 'unknown', 'verifying'];

/** The cause of a diagnosis that an incident is about; the first, where it names none. */
export function causeOf(diagnosis, of) {
  const same = (cause) => of && cause.category === of.category && cause.subject.kind === of.subject.kind && cause.subject.name === of.subject.name;
  return diagnosis.causes.find(same) ?? diagnosis.causes[0];
}

const fits = (mitigation, action) => mitigation.action === action.action && mitigation.target?.kind === action.target.kind && mitigation.target?.name === action.target.name
  && (mitigation.target.namespace ?? '') === (action.target.namespace ?? '');

/** Whether nothing comes of an action any more. */
export const isOver = (action) => ENDED.includes(action.state);

/** Whether something is still to come of it. */
const isAlive = (action) => !isOver(action) && action.state !== 'done';

/**
 * What is recommended, each with what is planned for it; then what is planned and recommended no more.
 *
 * @param {object|undefined} cause with its mitigations, the best first
 * @param {object[]} actions of the incident, the newest first
 * @returns {Array<{key: string, mitigation?: object, action?: object, earlier: object[]}>} action: the one that counts
 */
export function planned(cause, actions) {
  const rows = (cause?.mitigations ?? []).map((mitigation, i) => {
    const all = actions.filter((action) => fits(mitigation, action));
    const action = all.find(isAlive) ?? all.find((it) => TRIED.includes(it.state)) ?? all[0];
    return { key: `${mitigation.action} ${mitigation.target?.name ?? i}`, mitigation, action, earlier: all.filter((it) => it !== action) };
  });
  const known = new Set(rows.flatMap((row) => [row.action, ...row.earlier]));
  return [...rows, ...actions.filter((action) => !known.has(action)).map((action) => ({ key: action.id, action, earlier: [] }))];
}

/** What one should look at first: what is going on, then what waits, then the best recommendation. */
export function leadingOf(rows) {
  return rows.find((row) => RUNNING.includes(row.action?.state)) ?? rows.find((row) => row.action?.state === 'waiting') ?? rows.find((row) => row.mitigation);
}

/**
 * Whether it can be wanted: the service can do it, and nothing is under way for it. What was done can be
 * wanted again, as when it did not help; guards and cooldown decide.
 */
export const canRun = ({ mitigation, action }) => mitigation && mitigation.action !== 'manual' && (!action || !isAlive(action));
