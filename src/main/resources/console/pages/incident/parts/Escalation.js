import { html } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';
import { Countdown } from '../../../core/time.js';
import { callsOf } from './calls.js';

/**
 * When the next is called if nobody acts, and who was.
 *
 * @param {{incident: object}} properties
 */
export function Escalation({ incident }) {
  const { level, next } = incident.escalation;
  const timeline = useDocument(level > 0 ? `incidents/${incident.id}/timeline?limit=500` : null, [`incident:${incident.id}`]);
  const called = timeline.data?.entries.findLast((entry) => entry.kind === 'escalated');
  const told = level > 0 && html`<span>level ${level}${called ? `: ${calledWhom(called.text)}` : ''} was called</span>`;
  const calls = callsOf(incident);
  const soft = level > 0 ? 'muted' : undefined;
  switch (calls) {
    case 'counting': return html`${told}${told && ', '}<span class=${soft}>level ${level + 1} is called in <b><${Countdown} to=${next} over="a moment" /></b></span>`;
    case 'quiet': return html`${told}${told && ', '}<span class="muted">level ${level + 1} is called if it comes back</span>`;
    default: return html`${told || html`<span class=${calls === 'none' ? 'tone-warning' : 'muted'}>${NOBODY[calls]}</span>`}`;
  }
}

const NOBODY = { over: 'nobody was called', taken: 'nobody is called: it is taken care of', none: 'nobody will be called' };

/** `… level 1 is called: inbox` as `inbox`. */
const calledWhom = (text) => /is called: (.+)$/s.exec(text)?.[1] ?? text;
