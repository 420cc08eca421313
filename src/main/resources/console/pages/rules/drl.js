import { StreamLanguage } from '../../vendor/codemirror.js';

/** Words that mean something in a rule, in the order in which one writes them. */
export const KEYWORDS = [
  'package', 'import', 'function', 'global', 'declare', 'query', 'rule', 'extends', 'when', 'then', 'end', 'agenda-group', 'salience', 'no-loop', 'lock-on-active',
  'and', 'or', 'not', 'exists', 'forall', 'eval', 'from', 'collect', 'accumulate', 'over',
  'contains', 'memberOf', 'matches', 'in', 'insert', 'insertLogical', 'delete', 'modify', 'update', 'new', 'static', 'return', 'if', 'else',
];
const ATOMS = new Set(['true', 'false', 'null', 'this']);
const keywords = new Set(KEYWORDS);

/** Rules of Drools, as far as colours go: a word, a text, a number, a remark, a binding, a type. */
export const drl = StreamLanguage.define({
  name: 'drl',
  startState: () => ({ remark: false }),
  token(stream, state) {
    if (state.remark) {
      return remark(stream, state);
    }
    if (stream.eatSpace()) {
      return null;
    }
    if (stream.match('//')) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.match('/*')) {
      state.remark = true;
      return remark(stream, state);
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*(?:"|$)/) || stream.match(/^'(?:[^'\\]|\\.)*(?:'|$)/)) {
      return 'string';
    }
    if (stream.match(/^\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?[LlFfDd]?/)) {
      return 'number';
    }
    if (stream.match(/^\$\w+/)) {
      return 'variableName.special';
    }
    if (stream.match(/^(?:agenda-group|no-loop|lock-on-active)(?![\w-])/)) {
      return 'keyword';
    }
    const word = stream.match(/^[A-Za-z_]\w*/);
    if (word) {
      return kindOf(word[0]);
    }
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '//', block: { open: '/*', close: '*/' } }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
});

function remark(stream, state) {
  if (stream.match(/^.*?\*\//)) {
    state.remark = false;
  } else {
    stream.skipToEnd();
  }
  return 'comment';
}

function kindOf(word) {
  if (keywords.has(word)) {
    return 'keyword';
  }
  if (ATOMS.has(word)) {
    return 'atom';
  }
  return /^[A-Z]/.test(word) ? 'typeName' : null;
}
