import { html } from '../../core/html.js';
import { Time } from '../../core/time.js';
import { State } from '../../ui/State.js';
import { Steps } from './Steps.js';

/** The newest files of the watched directory, when they are not in force: it must not go unseen. */
export const RejectedFiles = ({ rejected }) => html`
  <section class="section rejected" aria-label="Rejected files">
    <h2><${State} tone="critical">The newest files of the directory are not in force<//></h2>
    <p>Since <${Time} at=${rejected.at} />: ${rejected.detail} What was in force before still is. Mend the files, or take the change back; they are read again when they change.</p>
    <details><summary>What the checks say</summary><${Steps} checks=${rejected.checks} /></details>
  </section>`;
