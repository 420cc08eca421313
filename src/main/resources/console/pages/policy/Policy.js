import { personName } from '../../core/format.js';
import { html } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { Time } from '../../core/time.js';
import { Code } from '../../ui/Code.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Page, Section } from '../../ui/Page.js';
import { State } from '../../ui/State.js';
import { Editor } from './Editor.js';
import { Problems } from './Problems.js';
import { Rules } from './Rules.js';
import { Versions } from './Versions.js';

/** What the service may do by itself: what is in force, in words and as it is written, and what was. */
export default function Policy() {
  const document = useDocument('mitigation/policy', ['policy']);
  return html`
    <${Page} title="Policy">
      <p class="lead">The policy says what the service may do by itself, what somebody has to approve, and what is only recommended. Guards hold whatever it says, and so does the stop switch.</p>
      <${Loaded} of=${document} what="The policy">${(policy) => html`
        <${InForce} policy=${policy} />
        <${Section} title="What holds"><${Rules} policy=${policy} /><//>
        <${Editor} policy=${policy} etag=${document.etag} onSaved=${document.reload} />
        <${Versions} policy=${policy} etag=${document.etag} onChanged=${document.reload} />`}
      <//>
    <//>`;
}

function InForce({ policy }) {
  const { info, rejected, version } = policy;
  return html`
    <${Section} title="In force">
      ${version === 0
        ? html`<${Empty} title="There is no policy yet: everything is only recommended.">Write one below, or put it into the file that the setting mitigation.file names.<//>`
        : html`
          <dl class="facts">
            <dt>Version</dt><dd>${version}, ${info.origin === 'file' ? 'from the file' : 'sent to the API'}</dd>
            <dt>By</dt><dd>${personName(info.actor)}, <${Time} at=${info.at} /></dd>
            <dt>Why</dt><dd>${info.reason}</dd>
            <dt>SHA-256</dt><dd><code>${info.sha256}</code></dd>
          </dl>`}
      ${policy.version > 0 && policy.text === undefined && html`<p><${State} tone="critical">Its text is damaged<//> Nothing is done by itself until another is in force.</p>`}
      ${rejected.length > 0 && html`<div class="stack"><p><${State} tone="warning">What the file holds is not in force<//> What was in force before still is.</p><${Problems} problems=${rejected} /></div>`}
      ${policy.text !== undefined && html`<details><summary>Its text</summary><${Code} text=${policy.text} label="Policy" /></details>`}
    <//>`;
}
