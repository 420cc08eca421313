import { completion } from '/pages/rules/completion.js';
import { diagnosticsOf } from '/pages/rules/diagnostics.js';
import { drl } from '/pages/rules/drl.js';
import { treeOf, withDraft } from '/pages/rules/tree.js';
import { EditorState } from '/vendor/codemirror.js';
import { equal } from './expect.js';

const FILES = [
  { path: 'diagnosis/breaker/states.drl', rules: [{ name: 'The breaker is open', line: 9 }] },
  { path: 'diagnosis/upstream/crashes.drl', rules: [{ name: 'Pods crash', line: 7 }] },
  { path: 'readme.drl', rules: [] },
];
const names = ({ folders, files }) => [...folders.map((it) => ({ [it.name]: names(it) })), ...files.map(({ name }) => name)];

const VOCABULARY = {
  facts: [{ name: 'Pod', doc: 'A pod.', fields: [{ name: 'name', type: 'String', doc: 'Its name.' }, { name: 'phase', type: 'Pod.Phase', doc: 'Its phase.', values: ['RUNNING', 'FAILED'] }], properties: [] }],
  views: [{ name: 'Finding', doc: 'What was found.', fields: [{ name: 'sign', type: 'String', doc: 'What.' }], properties: [], functions: [], factories: [] }],
  helpers: [{ name: 'of', call: 'Words.of(text)', type: 'String', doc: 'In words.' }],
  signs: [{ sign: 'pods crash', madeBy: ['Pods crash'] }],
  categories: [{ name: 'Category.DEPLOYMENT_ISSUE', doc: 'A release.' }],
  actions: [], risks: [], logPatterns: [],
};

/** What is offered where the bar stands. */
function offered(text) {
  const pos = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', '') });
  const found = completion(() => VOCABULARY)({ state, pos, explicit: true, matchBefore: (what) => before(state, pos, what) });
  return found.options.map(({ label }) => label);
}

/** What the editor gives: the text of the line that fits and ends here. */
function before(state, pos, what) {
  const { from, text } = state.doc.lineAt(pos);
  const found = new RegExp(`(?:${what.source})$`).exec(text.slice(0, pos - from));
  return found && { from: from + found.index, to: pos, text: found[0] };
}

export const tests = {
  'files stand in their folders, and what is looked for is left'() {
    equal(names(treeOf(FILES, '')), [{ diagnosis: [{ breaker: ['states.drl'] }, { upstream: ['crashes.drl'] }] }, 'readme.drl']);
    equal(names(treeOf(FILES, ' CRASH ')), [{ diagnosis: [{ upstream: ['crashes.drl'] }] }]);
    equal(names(treeOf(FILES, 'breaker is')), [{ diagnosis: [{ breaker: ['states.drl'] }] }]);
    equal(names(treeOf(FILES, 'nothing')), []);
  },
  'a draft says what it does to each file'() {
    const draft = { files: { 'readme.drl': { text: null }, 'a/new.drl': { text: 'x' }, 'diagnosis/breaker/states.drl': { text: 'y' }, 'gone.drl': { text: null } } };
    equal(withDraft(FILES, draft).map(({ path, change }) => [path, change ?? 'same']), [
      ['a/new.drl', 'new'], ['diagnosis/breaker/states.drl', 'edited'], ['diagnosis/upstream/crashes.drl', 'same'], ['readme.drl', 'deleted'],
    ]);
  },
  'within a pattern its fields are offered, and values of the one compared'() {
    equal(offered('when Pod( na|').slice(0, 2), ['name', 'phase']);
    equal(offered('when Pod( phase == |').slice(0, 2), ['Pod.Phase.RUNNING', 'Pod.Phase.FAILED']);
    equal(offered('when Finding( sign == "po|'), ['pods crash']);
    equal(offered('then insertLogical( Category.|'), ['DEPLOYMENT_ISSUE']);
    equal(offered('when Po|').slice(0, 2), ['Pod', 'Finding']);
  },
  'a problem is marked at its word, or else its line, and never outside the text'() {
    const { doc } = EditorState.create({ doc: 'rule "a"\n  when Podd()\nend' });
    const marked = (line, column) => diagnosticsOf(doc, [{ line, column, message: 'no', advice: '' }]).map(({ from, to }) => doc.sliceString(from, to))[0];
    equal([marked(2, 8), marked(2, 0), marked(99, 3), marked(0, 0)], ['Podd', 'when Podd()', 'd', 'rule "a"']);
  },
  'a rule has its colours'() {
    const text = '// why\nrule "a" when $p : Pod( restarts > 3 ) /* b */ then end';
    const words = [];
    drl.parser.parse(text).iterate({ enter: ({ name, from, to }) => { if (name !== 'Document') { words.push([text.slice(from, to), name]); } } });
    const named = Object.fromEntries(words);
    equal(['// why', 'rule', '"a"', '$p', 'Pod', '3', '/* b */', 'end'].map((word) => Boolean(named[word])), Array(8).fill(true));
    equal(named.restarts ?? 'plain', 'plain');
  },
};
