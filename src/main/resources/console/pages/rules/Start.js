import { personName } from '../../core/format.js';
import { html } from '../../core/html.js';
import { Time } from '../../core/time.js';
import { Section } from '../../ui/Page.js';

/** What one sees before a file is chosen. */
export function Start({ rules }) {
  const { revision, files } = rules;
  const count = files.reduce((sum, file) => sum + file.rules.length, 0);
  return html`
    <${Section} title="In force">
      <dl class="facts">
        <dt>Revision</dt><dd>${revision.number} <code title=${revision.id}>${revision.id.slice(0, 10)}</code></dd>
        <dt>Since</dt><dd><${Time} at=${revision.activatedAt} /></dd>
        <dt>By</dt><dd>${personName(revision.author)}</dd>
        <dt>Why</dt><dd>${revision.message}</dd>
        <dt>Holds</dt><dd>${count} rules in ${files.length} files</dd>
      </dl>
      <p>Choose a file to read or change it. A folder is a symptom or a cause: its rules lie beside the cases that prove them. <b>evidence</b> turns facts into findings, <b>diagnosis</b> turns findings into causes, <b>advice</b> says what to do, <b>logs</b> knows what lines of logs mean.</p>
    <//>`;
}
