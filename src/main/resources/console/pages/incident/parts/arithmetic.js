import { signed } from '../../../core/format.js';

/**
 * How a confidence adds up, step by step.
 *
 * @param {object} cause as the API has it
 * @returns {Array<{kind: 'prior'|'evidence'|'competition', name: string, rule?: string, facts?: number[], weight: number, before: number, sum: number}>|null}
 *     in decibans; null where the diagnosis was kept before there was a prior
 */
export function steps(cause) {
  if (cause.prior === undefined) {
    return null;
  }
  const parts = [
    { kind: 'prior', name: 'Prior: how likely such a cause is before anything is known', weight: cause.prior },
    ...cause.evidence.map(({ statement, ...rest }) => ({ kind: 'evidence', name: statement, ...rest })),
    { kind: 'competition', name: 'Competition: what other explanations of the same symptoms take away', weight: cause.competition ?? 0 },
  ];
  let sum = 0;
  return parts.map((part) => {
    const before = sum;
    sum += part.weight;
    return { ...part, before, sum };
  });
}


/** Decibans as they are shown: with their sign, and a digit after the point only where it says something. */
export const points = (value) => (value === 0 ? '0' : signed(value, Number.isInteger(value) ? 0 : 1));
