import { KEYWORDS } from './drl.js';

/** How far back a bracket is looked for. */
const LOOK_BACK = 4_000;

/**
 * What can be written at a place of a rule, from the service's vocabulary.
 *
 * @param {() => object|undefined} vocabularyOf gives the vocabulary once it is known
 */
export const completion = (vocabularyOf) => (context) => {
  const vocabulary = vocabularyOf();
  if (!vocabulary) {
    return null;
  }
  const words = wordsOf(vocabulary);
  const sign = context.matchBefore(/\bsign\s*==\s*"[^"]*/);
  if (sign) {
    return { from: sign.from + sign.text.indexOf('"') + 1, options: words.signs, validFor: /^[^"]*$/ };
  }
  const member = context.matchBefore(/\b[A-Z]\w*(?:\.[A-Z]\w*)*\.\w*/);
  if (member) {
    const dot = member.text.lastIndexOf('.');
    return { from: member.from + dot + 1, options: words.members.get(member.text.slice(0, dot)) ?? [], validFor: /^\w*$/ };
  }
  const word = context.matchBefore(/[A-Za-z_][\w-]*/);
  if (!word && !context.explicit) {
    const opened = context.matchBefore(/[(,]\s*|[=!<>]=?\s+/);
    if (!opened || !enclosing(context)) {
      return null;
    }
  }
  const type = words.types.get(enclosing(context));
  const from = word?.from ?? context.pos;
  return { from, options: type ? [...valuesAt(context, type), ...type.options, ...words.others] : words.all, validFor: /^[\w-]*$/ };
};

/** The name before the innermost bracket that is open here. */
function enclosing({ state, pos }) {
  const text = state.sliceDoc(Math.max(0, pos - LOOK_BACK), pos);
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i -= 1) {
    if (text[i] === ')') {
      depth += 1;
    } else if (text[i] === '(' && depth === 0) {
      return /([A-Z]\w*)\s*$/.exec(text.slice(0, i))?.[1] ?? null;
    } else if (text[i] === '(') {
      depth -= 1;
    } else if (depth === 0 && /(?:^|\s)(?:then|end)\s$/.test(text.slice(Math.max(0, i - 5), i + 1))) {
      return null;
    }
  }
  return null;
}

/** Values of the field that is being compared. */
function valuesAt(context, type) {
  const compared = context.matchBefore(/\b(\w+)\s*(?:==|!=)\s*\w*/);
  const name = compared && /^\w+/.exec(compared.text)[0];
  return (type.values.get(name) ?? []).map((value) => ({ label: value, type: 'enum', boost: 5 }));
}

let made = {};

/** The vocabulary as lists of completions, made once. */
function wordsOf(vocabulary) {
  if (made.of !== vocabulary) {
    made = { of: vocabulary, ...listed(vocabulary) };
  }
  return made;
}

function listed({ facts, views, helpers, signs, categories, actions, risks, logPatterns }) {
  const types = new Map();
  const members = new Map();
  const join = (name, options) => members.set(name, [...(members.get(name) ?? []), ...options]);
  for (const type of [...facts, ...views]) {
    const fields = [...type.fields, ...type.properties];
    types.set(type.name, {
      options: [...fields.map(fieldOf), ...(type.functions ?? []).map(functionOf)],
      values: new Map(fields.filter((it) => it.values).map((it) => [it.name.replace('()', ''), it.values.map((value) => `${plain(it.type)}.${value}`)])),
    });
    fields.filter((it) => it.values).forEach((it) => members.has(plain(it.type)) || join(plain(it.type), it.values.map((label) => ({ label, type: 'enum' }))));
    join(type.name, (type.factories ?? []).filter(({ call }) => !call.startsWith('new ')).map(functionOf));
  }
  for (const { name, doc } of [...categories, ...actions, ...risks, ...logPatterns]) {
    const [owner, label] = name.split('.');
    members.set(owner, [...(members.get(owner) ?? []).filter((it) => it.label !== label), { label, type: 'enum', info: doc }]);
  }
  helpers.forEach((each) => join(each.call.split('.')[0], [functionOf(each)]));
  const names = [...types.keys()].map((label) => ({ label, type: 'class', info: [...facts, ...views].find((it) => it.name === label).doc }));
  const owners = [...members.keys()].filter((label) => !types.has(label) && label).map((label) => ({ label, type: 'class' }));
  const others = [...owners, ...KEYWORDS.map((label) => ({ label, type: 'keyword', boost: -5 }))];
  return { types, members, others, all: [...names, ...others], signs: signs.map(({ sign, madeBy }) => ({ label: sign, type: 'text', info: `Concluded by: ${madeBy.join('; ')}` })) };
}

const plain = (type) => /([A-Z][\w.]*)>*$/.exec(type)?.[1] ?? type;
const fieldOf = ({ name, type, optional, unit, doc }) => ({ label: name, type: 'property', detail: `${type}${optional ? ', may be unknown' : ''}`, info: `${doc}${unit ? ` (${unit})` : ''}`, boost: 2 });
const functionOf = ({ name, call, type, doc }) => ({ label: name, type: 'function', detail: `${call.slice(call.indexOf('('))}: ${type}`, info: doc });
