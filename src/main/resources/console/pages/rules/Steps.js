import { html } from '../../core/html.js';
import { State } from '../../ui/State.js';
import { Problems } from './Problems.js';

const NAMES = { parse: 'Read', sandbox: 'Sandbox', compile: 'Compile', consistency: 'Consistency', cases: 'Cases', backtest: 'Back-test' };
const STATES = { passed: ['good', 'passed'], failed: ['critical', 'failed'], skipped: ['neutral', 'skipped'] };

/**
 * What each check said, in the order in which they are made.
 *
 * @param {{checks: {passed: boolean, steps: object[]}}} properties
 */
export const Steps = ({ checks }) => html`
  <ol class="check-steps" aria-label="Checks">
    ${checks.steps.map((step) => html`
      <li key=${step.stage}>
        <span><b>${NAMES[step.stage] ?? step.stage}</b></span>
        <span><${State} tone=${STATES[step.status]?.[0] ?? 'unknown'}>${STATES[step.status]?.[1] ?? step.status}<//></span>
        <span class="muted">${step.summary}${step.status !== 'skipped' && step.tookMillis > 0 ? ` · ${took(step.tookMillis)}` : ''}</span>
        ${step.problems.length > 0 && html`<div class="step-problems"><${Problems} label=${`Problems of ${NAMES[step.stage] ?? step.stage}`} problems=${step.problems.map((it) => ({ ...it, warning: step.status === 'passed' }))} /></div>`}
      </li>`)}
  </ol>`;

const took = (millis) => (millis < 1_000 ? `${millis} ms` : `${(millis / 1_000).toFixed(1)} s`);
