/** Preact with tagged templates instead of JSX, so that nothing has to be built. */
import { h, htm } from '../vendor/preact.js';

export {
  Fragment, createContext, render,
  useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useReducer, useRef, useState,
} from '../vendor/preact.js';

export const html = htm.bind(h);

/** Class names, of which those that are false, null or undefined are left out. */
export const classes = (...names) => names.filter(Boolean).join(' ');
