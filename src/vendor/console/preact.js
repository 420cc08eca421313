export { h, render, Fragment, createContext } from 'preact';
export {
  useState, useEffect, useLayoutEffect, useMemo, useRef, useCallback, useContext, useId, useReducer,
} from 'preact/hooks';
export { default as htm } from 'htm';
