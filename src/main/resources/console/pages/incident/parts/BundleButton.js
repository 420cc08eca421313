import { ApiProblem } from '../../../core/api.js';
import { bytes } from '../../../core/format.js';
import { html, useEffect, useRef, useState } from '../../../core/html.js';
import { apiUrl } from '../../../core/place.js';
import { announce } from '../../../ui/announce.js';
import { Refusal } from '../../../ui/Refusal.js';
import { save } from './save.js';

/**
 * Downloads the bundle of an incident; how much has come shows, and it can be cancelled.
 *
 * @param {{incident: object}} properties
 */
export function BundleButton({ incident }) {
  const [state, setState] = useState({});
  const running = useRef(null);
  useEffect(() => () => running.current?.abort(), []);
  const press = async () => {
    const own = new AbortController();
    running.current = own;
    setState({ busy: true, got: 0 });
    try {
      const blob = await fetched(`incidents/${incident.id}/bundle`, own.signal, (got, total) => setState({ busy: true, got, total }));
      save(blob, `incident-${incident.id}.zip`);
      announce('The bundle is there');
      setState({});
    } catch (problem) {
      setState(own.signal.aborted ? {} : { problem });
    }
  };
  return html`
    <span class="action">
      ${state.busy
        ? html`<span class="row" role="status"><progress aria-label="Bundle" value=${state.total ? state.got : undefined} max=${state.total}></progress><span>${bytes(state.got)}${state.total ? ` of ${bytes(state.total)}` : ''}</span><button type="button" class="small" onClick=${() => running.current.abort()}>Cancel</button></span>`
        : html`<button type="button" onClick=${press}>Download bundle</button>`}
      <${Refusal} problem=${state.problem} />
    </span>`;
}

async function fetched(path, signal, told) {
  const response = await fetch(apiUrl(path), { signal, credentials: 'same-origin', cache: 'no-store' });
  if (!response.ok) {
    throw new ApiProblem(response.status, await response.json().catch(() => ({})));
  }
  const total = Number(response.headers.get('Content-Length')) || undefined;
  const parts = [];
  let got = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) {
      return new Blob(parts, { type: 'application/zip' });
    }
    parts.push(value);
    got += value.length;
    told(got, total);
  }
}
