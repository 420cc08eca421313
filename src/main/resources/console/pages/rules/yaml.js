import { StreamLanguage } from '../../vendor/codemirror.js';

/** YAML, as far as colours go: keys, texts, numbers, remarks. A block of text is shown as plain. */
export const yaml = StreamLanguage.define({
  name: 'yaml',
  startState: () => ({}),
  token(stream) {
    if (stream.eatSpace()) {
      return null;
    }
    if (stream.peek() === '#' && (stream.sol() || /\s/.test(stream.string[stream.pos - 1] ?? ' '))) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.match(/^-(?=\s|$)/)) {
      return null;
    }
    if (stream.match(/^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[A-Za-z_][^#:,{}[\]"']*?)(?=\s*:(?:\s|$))/)) {
      return 'propertyName';
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*(?:"|$)/) || stream.match(/^'(?:[^']|'')*(?:'|$)/)) {
      return 'string';
    }
    if (stream.match(/^-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?(?=[\s,}\]]|$)/)) {
      return 'number';
    }
    if (stream.match(/^(?:true|false|null|~)(?=[\s,}\]]|$)/)) {
      return 'atom';
    }
    if (stream.match(/^[\w./$%@+-]+(?: +[\w./$%@+-]+)*/)) {
      return null;
    }
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '#' } },
});
