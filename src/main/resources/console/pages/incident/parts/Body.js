import { html, useMemo } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';
import { Loaded } from '../../../ui/Loaded.js';
import { Section } from '../../../ui/Page.js';
import { DiagnosisView } from './DiagnosisView.js';
import { Earlier } from './Earlier.js';
import { Export } from './Export.js';
import { Feedback } from './Feedback.js';
import { Glance } from './Glance.js';
import { IncidentFixes } from './IncidentFixes.js';
import { causeOf, planned } from './recommended.js';
import { Mitigations } from './Mitigations.js';
import { Silenced } from './Silenced.js';
import { idOf } from './states.js';
import { Timeline } from './Timeline.js';
import { together } from './together.js';
import { useSteady } from './useSteady.js';
import { Verification } from './Verification.js';

/**
 * All of an incident below its head.
 *
 * @param {{incident: object, onDone: Function}} properties
 */
export function Body({ incident, onDone }) {
  const diagnosisId = idOf(incident.diagnoses.last);
  const diagnosis = useSteady(useDocument(`diagnoses/${encodeURIComponent(diagnosisId)}`));
  const actions = useDocument(`actions?incident=${incident.id}&limit=100`, ['actions', `incident:${incident.id}`]);
  const cause = diagnosis.data && causeOf(diagnosis.data, incident.cause);
  const gone = diagnosis.problem?.status === 404 && !diagnosis.data;
  // What to do follows from both: of either alone it would be said that nothing is recommended, or nothing planned.
  const both = together([gone ? { ...diagnosis, data: null, problem: null } : diagnosis, actions]);
  const rows = useMemo(() => planned(cause, actions.data?.actions ?? []), [cause, actions.data]);
  const done = () => Promise.all([actions.reload(), onDone()]);
  return html`
    <${Silenced} incident=${incident} cause=${cause} />
    <${Glance} incident=${incident} diagnosis=${diagnosis.data} cause=${cause} known=${both} rows=${rows} onDone=${done} />
    ${gone
      ? html`<p class="note-line">The diagnosis is not kept any more, so there is no chain of whys to show. What it came to stands above.</p>`
      : html`<${Loaded} of=${diagnosis} what="The diagnosis">${(data) => html`<${DiagnosisView} diagnosis=${data} id=${data.id} />`}<//>`}
    <${Section} title="What can be done" id="actions"><${Loaded} of=${both} what="What can be done">${() => html`<${Mitigations} incident=${incident} rows=${rows} gone=${gone} onDone=${done} />`}<//><//>
    <${Section} title="Before and after" id="effect"><${Verification} incident=${incident} actions=${actions} /><//>
    <div class="columns lopsided">
      <${Timeline} incident=${incident} />
      <div class="stack-wide">
        <${Section} title="Change for good" id="fixes"><${IncidentFixes} fixes=${incident.fixes ?? []} cause=${cause} onDone=${onDone} /><//>
        <${Section} title="Was the diagnosis right?" id="feedback"><${Feedback} id=${diagnosisId} first=${idOf(incident.diagnoses.first)} about=${incident.id} /><//>
        <${Section} title="Like this before"><${Earlier} incident=${incident} /><//>
        <${Section} title="Take along"><${Export} incident=${incident} /><//>
      </div>
    </div>`;
}
