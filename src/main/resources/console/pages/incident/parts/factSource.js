import { createContext } from '../../../core/html.js';

/**
 * Where the facts of a diagnosis come from: `{id}` of one that is kept, `{facts}` of the snapshot that
 * is at hand, by index; null for nowhere.
 */
export const FactSource = createContext(null);
