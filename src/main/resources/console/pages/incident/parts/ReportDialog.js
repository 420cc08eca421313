import { read } from '../../../core/api.js';
import { html, useEffect, useState } from '../../../core/html.js';
import { Code } from '../../../ui/Code.js';
import { Dialog } from '../../../ui/Dialog.js';
import { Refusal } from '../../../ui/Refusal.js';
import { save } from './save.js';

/**
 * The draft of a post-mortem, to read, copy and download.
 *
 * @param {{id: string, open: boolean, onClose: Function}} properties id of the incident
 */
export const ReportDialog = ({ id, open, onClose }) => html`<${Dialog} wide title="Post-mortem draft" open=${open} onClose=${onClose}><${Draft} id=${id} onClose=${onClose} /><//>`;

function Draft({ id, onClose }) {
  const [state, setState] = useState({});
  useEffect(() => {
    const own = new AbortController();
    read(`incidents/${id}/report`, { accept: 'text/markdown', signal: own.signal })
      .then(({ data }) => setState({ text: data }))
      .catch((problem) => own.signal.aborted || setState({ problem }));
    return () => own.abort();
  }, [id]);
  return html`
    <div class="stack report">
      <${Refusal} problem=${state.problem} />
      ${!state.text && !state.problem && html`<p class="loading" role="status">Loading…</p>`}
      ${state.text && html`<${Code} text=${state.text} label="Post-mortem draft" />`}
      <div class="buttons">
        ${state.text && html`<button type="button" class="primary" onClick=${() => save(new Blob([state.text], { type: 'text/markdown' }), `incident-${id}.md`)}>Download .md</button>`}
        <button type="button" onClick=${onClose}>Close</button>
      </div>
    </div>`;
}
