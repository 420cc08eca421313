/** Those who are no person, as histories and the audit log name them. */
const NO_PERSON = ['admin', 'intake', 'anonymous', 'fivewhys', 'slack'];

/**
 * Whom somebody means who types a name: `ann` is the person, whom histories call `person:ann`. What is
 * more than a bare name, such as `admin (Ada)`, is taken as it is.
 *
 * @param {string} text
 * @param {string[]} known names that stand somewhere already
 */
export const actorNamed = (text, known = []) => (/^[\w.-]+$/.test(text) && !NO_PERSON.includes(text) && !known.includes(text) ? `person:${text}` : text);
