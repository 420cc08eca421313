import { short, words } from '../../core/format.js';
import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { apiUrl, href } from '../../core/place.js';
import { Time } from '../../core/time.js';
import { Loaded } from '../../ui/Loaded.js';
import { Page, Section } from '../../ui/Page.js';
import { State } from '../../ui/State.js';
import { DiagnosisView } from './parts/DiagnosisView.js';
import { Feedback } from './parts/Feedback.js';
import { LogReadings } from './parts/LogReadings.js';

const VERDICTS = { diagnosed: ['critical', 'Diagnosed'], healthy: ['good', 'Healthy'], inconclusive: ['unknown', 'Inconclusive'] };

/** One diagnosis by itself: what the rules concluded from one snapshot. */
export default function Diagnosis({ id }) {
  const document = useDocument(`diagnoses/${encodeURIComponent(id)}`);
  const [tone, word] = VERDICTS[document.data?.verdict] ?? ['unknown', words(document.data?.verdict)];
  return html`
    <${Page} title="Diagnosis" aside=${document.data && html`<${State} tone=${tone}>${word}<//>`}>
      <${Loaded} of=${document} what="This diagnosis">${(diagnosis) => html`
        <${About} id=${id} diagnosis=${diagnosis} />
        <${DiagnosisView} diagnosis=${diagnosis} id=${id} />
        <div class="columns">
          ${diagnosis.causes.length > 0 && html`<${Section} title="Was it right?"><${Feedback} id=${id} /><//>`}
          ${diagnosis.logs?.length > 0 && html`<${Section} title="How log lines were read"><${LogReadings} logs=${diagnosis.logs} /><//>`}
        </div>`}
      <//>
    <//>`;
}

function About({ id, diagnosis }) {
  const incidents = useDocument(`incidents?gateway=${encodeURIComponent(diagnosis.gateway)}&limit=100`, ['incidents']);
  const own = incidents.data?.incidents.filter(({ diagnoses }) => [diagnoses.first, diagnoses.last].some((at) => at.endsWith(`/${id}`))) ?? [];
  return html`
    <section class="section" aria-label="About this diagnosis">
      <p class="lead">${diagnosis.summary}</p>
      <dl class="facts">
        <dt>Gateway</dt><dd><a href=${href(`gateways/${encodeURIComponent(diagnosis.gateway)}`)}>${diagnosis.gateway}</a></dd>
        <dt>Observed</dt><dd><${Time} at=${diagnosis.observedAt} /></dd>
        ${own.map((incident) => html`<dt key=${incident.id}>Incident</dt><dd key=${`${incident.id} link`}><a href=${href(`incidents/${incident.id}`)}>${incident.title}</a></dd>`)}
        <dt>Rules</dt><dd>revision <code title=${diagnosis.rulebook.revision}>${short(diagnosis.rulebook.revision, 12)}</code></dd>
      </dl>
      <div class="buttons">
        <a class="button" href=${href('playground', { diagnosis: id })}>Open in playground</a>
        <a class="button" href=${apiUrl(`diagnoses/${encodeURIComponent(id)}/snapshot`)} download=${`snapshot-${id}.json`}>Download the snapshot</a>
      </div>
    </section>`;
}
