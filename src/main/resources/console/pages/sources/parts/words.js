/** What a source saw at the last look, the worst first: tone, word, what it means. */
export const RESULTS = {
  blind: ['critical', 'Blind', 'It saw nothing.'],
  partial: ['warning', 'In part', 'It saw a part, and said what it could not see.'],
  unasked: ['unknown', 'Not asked', 'It was never asked yet.'],
  elsewhere: ['unknown', 'Elsewhere', 'Another replica asks it; its own API says how it does.'],
  whole: ['good', 'Whole', 'It saw all that it looks for.'],
};

export const ORDER = Object.keys(RESULTS);

/** As it is shown: what another replica asks is not known here. */
export const resultOf = ({ elsewhere, result }) => (elsewhere ? 'elsewhere' : result);

/** `probes` of `probes/orders-db`. */
export const kindOf = ({ name }) => name.split('/')[0];

/** The worst first, then by gateway and name. */
export const worstFirst = (one, other) => ORDER.indexOf(resultOf(one)) - ORDER.indexOf(resultOf(other))
  || one.gateway.localeCompare(other.gateway) || one.name.localeCompare(other.name);
