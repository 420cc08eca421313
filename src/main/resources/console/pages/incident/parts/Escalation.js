import { html } from '../../../core/html.js';
import { useDocument } from '../../../core/live.js';
import { Countdown } from '../../../core/time.js';

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
  if (next && incident.state === 'open') {
    return html`${told}${told ? ', ' : ''}<span class=${level > 0 ? 'muted' : undefined}>level ${level + 1} is called in <b><${Countdown} to=${next} over="a moment" /></b></span>`;
  }
  return told || html`<span class="muted">${incident.state === 'resolved' ? 'nobody was called' : 'nobody is called: it is taken care of'}</span>`;
}

/** `… level 1 is called: inbox` as `inbox`. */
const calledWhom = (text) => /is called: (.+)$/s.exec(text)?.[1] ?? text;
