/**
 * Whether somebody is called if nobody acts: the service calls as long as nobody has acknowledged it,
 * whatever else is done about it, and not while it is quiet.
 *
 * @param {object} incident as the API has it
 * @returns {'counting'|'quiet'|'taken'|'over'|'none'} counting: at `escalation.next`; quiet: only if it comes back;
 *     taken: nobody, since somebody has it; over: nobody, since it is resolved; none: nobody, though nobody has it
 */
export function callsOf({ resolved, acknowledged, quietSince, escalation }) {
  if (resolved) {
    return 'over';
  }
  if (acknowledged) {
    return 'taken';
  }
  if (!escalation.next) {
    return 'none';
  }
  return quietSince ? 'quiet' : 'counting';
}

/** Whether somebody can still take it on: also while the service does something about it. */
export const canAcknowledge = ({ resolved, acknowledged }) => !resolved && !acknowledged;
