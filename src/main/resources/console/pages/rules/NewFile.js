import { html, useState } from '../../core/html.js';
import { navigate } from '../../core/router.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { Icon } from '../../ui/Icon.js';
import { folderOf } from './tree.js';

const STAGES = ['evidence', 'diagnosis', 'advice'];

/** Begins a file of the draft, with what such a file needs at its head. */
export function NewFile({ rules, work, base, path }) {
  const [name, setName] = useState(null);
  const open = name !== null;
  const taken = rules.files.some((it) => it.path === name) || Boolean(work.draft?.files[name]);
  const wrong = !open || name === '' ? undefined
    : taken ? 'There is such a file already.'
      : /^[\w-]+(?:\/[\w.-]+)+\.(?:drl|yaml)$/.test(name) ? undefined : 'It is folder/name.drl or folder/name.yaml, of letters, digits, - and _.';
  const begin = (event) => {
    event.preventDefault();
    if (name && !wrong) {
      work.put(name, firstText(name), null, base);
      setName(null);
      navigate(`rules/files/${name}`);
    }
  };
  return html`
    <div class="buttons"><button type="button" class="small" aria-haspopup="dialog" onClick=${() => setName(path ? `${folderOf(path)}/` : 'evidence/')}><${Icon} name="plus" /><span>New file…</span></button></div>
    <${Dialog} title="New file" open=${open} onClose=${() => setName(null)}>
      <form class="stack" onSubmit=${begin}>
        <${Field} label="Path" hint="The first folder is the stage (evidence, diagnosis, advice) or logs; cases.yaml holds the cases of its folder." problem=${wrong}>
          ${(it) => html`<input ...${it} value=${name ?? ''} maxlength="400" autocomplete="off" spellcheck="false" autofocus onInput=${(event) => setName(event.target.value.trim())} />`}
        <//>
        <div class="buttons"><button type="submit" class="primary">Begin the file</button><button type="button" onClick=${() => setName(null)}>Leave it</button></div>
      </form>
    <//>`;
}

function firstText(path) {
  if (path.endsWith('/cases.yaml')) {
    return 'fixtures: {}\n\ncases:\n  - name: \n    facts: []\n    concludes: []\n    doesNotConclude: []\n';
  }
  if (path.endsWith('.yaml')) {
    return '';
  }
  const stage = STAGES.find((it) => path.startsWith(`${it}/`)) ?? 'evidence';
  return `package rules.${folderOf(path).replaceAll('/', '.').replaceAll('-', '_')};\n\nimport io.fivewhys.fact.*;\nimport io.fivewhys.inference.*;\n\nagenda-group "${stage}"\n\n`;
}
