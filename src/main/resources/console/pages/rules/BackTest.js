import { send } from '../../core/api.js';
import { count } from '../../core/format.js';
import { html } from '../../core/html.js';
import { useKept } from '../../core/kept.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Refusal } from '../../ui/Refusal.js';
import { State } from '../../ui/State.js';
import { ChangedDiagnoses, KINDS } from './ChangedDiagnoses.js';
import { useJob } from './job.js';
import { Problems } from './Problems.js';

/** What recorded snapshots would be told by the draft; goes on while one reads other pages. */
export function BackTest({ work }) {
  const [kept, setKept] = useKept('rules.backtest', null);
  const job = useJob(kept?.id);
  const asked = JSON.stringify(work.changes);
  const start = async (key) => {
    const { data } = await send('POST', 'rules/backtest?limit=500', `{"files":${asked}}`, { key, headers: { Prefer: 'respond-async' } });
    setKept({ id: data.id, asked });
  };
  const running = job.data?.state === 'running';
  return html`
    <div class="stack">
      <div class="buttons"><${ActionButton} small disabled=${asked === '{}' || running} onPress=${start} done="The back-test runs">Back-test the draft<//></div>
      ${!kept && html`<p class="muted">${asked === '{}' ? 'Change something first. ' : ''}The newest 500 recorded snapshots are diagnosed by the rules in force and by the draft, and the answers are compared.</p>`}
      ${kept && job.gone && html`<p class="muted">The last back-test is not known any more: the service was started anew, or another replica had it.</p>`}
      ${kept && html`<${Refusal} problem=${job.gone ? null : job.problem} />`}
      ${kept && job.data && html`<${Progress} job=${job} />`}
      ${kept && kept.asked !== asked && job.data?.state === 'done' && html`<p class="stale">The draft has changed since this ran.</p>`}
      ${job.data?.result && html`<${Result} of=${job.data.result} />`}
    </div>`;
}

function Progress({ job: { data, reload } }) {
  const cancel = (key) => send('DELETE', `jobs/${data.id}`, undefined, { key }).then(reload);
  const far = data.total === undefined ? `${data.done} snapshots so far` : `${data.done} of ${data.total} snapshots`;
  switch (data.state) {
    case 'running': return html`
      <div class="stack">
        <p role="status"><${State} tone="busy">Comparing<//> ${far}</p>
        <progress aria-label="Back-test" value=${data.total ? data.done : undefined} max=${data.total ?? undefined}></progress>
        <div class="buttons"><${ActionButton} small onPress=${cancel}>Cancel<//></div>
      </div>`;
    case 'failed': return html`<${Refusal} problem=${new Error(data.problem?.detail ?? 'It failed.')} />`;
    case 'cancelled': return html`<p role="status"><${State} tone="neutral">Cancelled<//> after ${far}</p>`;
    default: return null;
  }
}

const ENDED = { out_of_time: 'The time was over before all were compared.', always_fails: 'The draft fails on every snapshot.' };

function Result({ of: { passed, summary, problems, report } }) {
  if (report.compared === 0 && report.incomparable === 0) {
    return html`<p role="status"><${State} tone="unknown">Nothing to compare<//> No snapshot is recorded yet, so nothing is known of what the draft changes.</p>`;
  }
  const kinds = Object.entries(report.differences).filter(([, number]) => number > 0);
  return html`
    <div class="stack">
      <p role="status"><${State} tone=${!passed ? 'critical' : report.changed === 0 ? 'good' : 'warning'}>${!passed ? 'The draft fails' : report.changed === 0 ? 'All answers stay' : 'Answers change'}<//> ${summary}. ${ENDED[report.ended] ?? ''}</p>
      <dl class="facts">
        <dt>The same</dt><dd>${count(report.unchanged)}</dd>
        <dt>What to do changes</dt><dd>${count(report.mitigationChanged)}</dd>
        ${report.incomparable > 0 && html`<dt>Both fail</dt><dd>${count(report.incomparable)}</dd>`}
        ${kinds.map(([kind, number]) => html`<dt>${KINDS[kind] ?? kind}</dt><dd>${count(number)}</dd>`)}
      </dl>
      ${problems.length > 0 && html`<${Problems} problems=${problems} label="Problems of the back-test" />`}
      ${report.changes.length > 0 && html`<${ChangedDiagnoses} caption="Diagnoses that change" rows=${report.changes} />`}
    </div>`;
}
