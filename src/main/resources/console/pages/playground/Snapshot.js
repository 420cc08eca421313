import { bytes } from '../../core/format.js';
import { html, useRef, useState } from '../../core/html.js';
import { Refusal } from '../../ui/Refusal.js';
import { SourceEditor } from '../rules/SourceEditor.js';
import { EXAMPLE } from './example.js';
import { PastDialog } from './PastDialog.js';

/** The service takes no larger one. */
const MOST_BYTES = 8 * 1_024 * 1_024;

/** Where the snapshot comes from, and its text. */
export function Snapshot({ of: snapshot }) {
  const file = useRef(null);
  const [past, setPast] = useState(false);
  const [problem, setProblem] = useState(null);
  const load = async (event) => {
    const [chosen] = event.target.files;
    event.target.value = '';
    if (!chosen) {
      return;
    }
    if (chosen.size > MOST_BYTES) {
      setProblem(new Error(`${chosen.name} has ${bytes(chosen.size)}; ${bytes(MOST_BYTES)} at most.`));
      return;
    }
    setProblem(null);
    snapshot.take(await chosen.text(), chosen.name);
  };
  return html`
    <div class="buttons">
      <button type="button" class="small" onClick=${() => snapshot.take(EXAMPLE, 'the example')}>Load the example</button>
      <button type="button" class="small" onClick=${() => file.current.click()}>From a file…</button>
      <button type="button" class="small" aria-haspopup="dialog" onClick=${() => setPast(true)}>From an incident or diagnosis…</button>
      ${snapshot.before && html`<button type="button" class="small" onClick=${snapshot.putBack}>Put back what was here</button>`}
      <input ref=${file} class="unseen" type="file" accept=".json,.yaml,.yml,application/json" aria-label="Snapshot file" tabindex="-1" onChange=${load} />
    </div>
    <${Refusal} problem=${problem ?? snapshot.problem} />
    <p class="muted" role="status">${snapshot.text === '' ? 'Paste a snapshot in YAML or JSON, or load one.' : snapshot.from ? `From ${snapshot.from}` : 'Written here'}</p>
    <${SourceEditor} keyOf="snapshot" label="Snapshot in YAML or JSON" language="yaml" text=${snapshot.text} onChange=${snapshot.write} />
    <${PastDialog} open=${past} onClose=${() => setPast(false)} onTake=${snapshot.takeOf} />`;
}
