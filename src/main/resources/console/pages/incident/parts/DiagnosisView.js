import { html, useMemo } from '../../../core/html.js';
import { Section } from '../../../ui/Page.js';
import { CauseView, OtherCauses } from './CauseView.js';
import { FactSource } from './factSource.js';
import { RuledOut, Unknowns } from './RuledOut.js';
import { WhyView } from './WhyView.js';

/**
 * A diagnosis: the chain of whys, what adds up to the confidence, what was set aside, what could not
 * be seen. Four sections, to be put into a page.
 *
 * @param {{diagnosis: object, id?: string, facts?: object[]}} properties diagnosis as the API has it; id of a
 *     kept one, whose facts are read when they are asked for; or the snapshot's facts; without either
 *     there are no facts to open
 */
export function DiagnosisView({ diagnosis, id, facts }) {
  const source = useMemo(() => (facts ? { facts } : id ? { id } : null), [id, facts]);
  const [first, ...others] = diagnosis.causes;
  return html`
    <${FactSource.Provider} value=${source}>
      <div class="diagnosis-pair">
        ${(first || diagnosis.graph) && html`<${Section} title="The chain of whys" id="why"><${WhyView} diagnosis=${diagnosis} /><//>`}
        ${first && html`
          <${Section} title="How sure, and because of what" id="evidence">
            <${CauseView} cause=${first} />
            <${OtherCauses} causes=${others} />
          <//>`}
      </div>
      ${diagnosis.verdict !== 'healthy' && html`
        <div class="columns lopsided">
          <${Section} title="What was set aside"><${RuledOut} ruledOut=${diagnosis.ruledOut} /><//>
          <${Section} title="What could not be seen"><${Unknowns} blind=${diagnosis.blind} needs=${diagnosis.needs} /><//>
        </div>`}
    <//>`;
}
