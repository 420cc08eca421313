const GRAVITY = ['critical', 'major', 'minor'];

/** Order of incidents: what goes on before what is quiet, the gravest first, of those the oldest. */
export const gravestFirst = (one, other) => Boolean(one.quietSince) - Boolean(other.quietSince)
  || GRAVITY.indexOf(one.severity) - GRAVITY.indexOf(other.severity)
  || one.startedAt.localeCompare(other.startedAt);
