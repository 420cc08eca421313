import { html, useEffect, useId, useRef } from '../../core/html.js';
import {
  autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap, completionKeymap, defaultKeymap, drawSelection, EditorState, EditorView, highlightActiveLine,
  highlightActiveLineGutter, highlightSelectionMatches, history, historyKeymap, indentUnit, indentWithTab, keymap, lineNumbers, lintGutter, lintKeymap, search, searchKeymap, setDiagnostics,
} from '../../vendor/codemirror.js';
import { completion } from './completion.js';
import { diagnosticsOf } from './diagnostics.js';
import { drl } from './drl.js';
import { look } from './look.js';
import { yaml } from './yaml.js';

const nonce = document.querySelector('meta[name="csp-nonce"]')?.content ?? '';

/**
 * An editor for one text. Escape and then Tab leaves it, which stands beneath it.
 *
 * @param {{label: string, language: 'drl'|'yaml'|'plain', text: string, onChange?: (text: string) => void, problems?: object[],
 *     at?: {line: number}, vocabulary?: object, keyOf: string}} properties
 *     keyOf tells one text from another; at, a new object each time, is a place to go to
 */
export function SourceEditor({ label, language, text, onChange, problems = [], at, vocabulary, keyOf }) {
  const place = useRef(null);
  const view = useRef(null);
  const latest = useRef({});
  const told = useRef(new Set());
  const hint = useId();
  latest.current = { onChange, vocabulary };
  const tell = (now) => {
    told.current.add(now);
    latest.current.onChange?.(now);
  };
  useEffect(() => {
    const extensions = [
      EditorView.cspNonce.of(nonce), look, lineNumbers(), lintGutter(), highlightActiveLineGutter(), highlightActiveLine(), history(), drawSelection(), bracketMatching(), closeBrackets(),
      highlightSelectionMatches(), search({ top: true }), indentUnit.of('  '), { drl, yaml }[language] ?? [],
      autocompletion(language === 'drl' ? { override: [completion(() => latest.current.vocabulary)] } : { override: [] }),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
      EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': hint, tabindex: '0', spellcheck: 'false' }),
      onChange ? [] : [EditorState.readOnly.of(true)],
      EditorView.updateListener.of((update) => update.docChanged && !update.transactions.some((it) => it.isUserEvent('given')) && tell(update.state.doc.toString())),
    ];
    view.current = new EditorView({ parent: place.current, state: EditorState.create({ doc: text, extensions }) });
    return () => view.current.destroy();
  }, [keyOf, language, !onChange]);
  useEffect(() => {
    const { state } = view.current;
    const now = state.doc.toString();
    // What was typed comes back here later than the next letter.
    if (now !== text && !told.current.has(text)) {
      view.current.dispatch({ changes: { from: 0, to: state.doc.length, insert: text }, userEvent: 'given' });
    }
    if (now === text) {
      told.current.clear();
    }
  }, [text, keyOf]);
  useEffect(() => {
    view.current.dispatch(setDiagnostics(view.current.state, diagnosticsOf(view.current.state.doc, problems)));
  }, [problems, keyOf]);
  useEffect(() => at?.line && goTo(view.current, at), [at, keyOf]);
  return html`
    <div class="source-editor">
      <div class="source-text" ref=${place}></div>
      <p class="hint" id=${hint}>Tab indents; Escape and then Tab leaves the editor.${language === 'drl' ? ' Ctrl-Space shows what can be written here.' : ''}</p>
    </div>`;
}

function goTo(view, { line, column = 1, focus }) {
  const doc = view.state.doc;
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const position = Math.min(found.from + Math.max(column, 1) - 1, found.to);
  view.dispatch({ selection: { anchor: position }, effects: EditorView.scrollIntoView(position, { y: 'center' }) });
  if (focus) {
    view.focus();
  }
}
