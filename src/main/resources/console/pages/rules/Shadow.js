import { send } from '../../core/api.js';
import { count, personName } from '../../core/format.js';
import { html, useEffect, useState } from '../../core/html.js';
import { useDocument } from '../../core/live.js';
import { href } from '../../core/place.js';
import { Ago, Time, useNow } from '../../core/time.js';
import { ActionButton } from '../../ui/ActionButton.js';
import { Dialog } from '../../ui/Dialog.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Page, Section } from '../../ui/Page.js';
import { State } from '../../ui/State.js';
import { ChangedDiagnoses, KINDS } from './ChangedDiagnoses.js';
import { Promote } from './Promote.js';
import { RulesTabs } from './RulesTabs.js';

const AGAIN_MILLIS = 15_000;
const STATES = { running: ['busy', 'It runs'], over: ['good', 'Its time is over'], failed: ['critical', 'It failed'] };

/** What a candidate beside the rules in force has found so far. */
export default function Shadow() {
  const now = useNow(AGAIN_MILLIS);
  const document = useDocument('rules/shadow', ['shadow', 'rules', 'incidents']);
  const [promoted, setPromoted] = useState(null);
  // Counts grow without anything else changing.
  useEffect(() => void document.reload(), [now]);
  return html`
    <${Page} title="Shadow">
      <${RulesTabs} current="rules/shadow" />
      <${Loaded} of=${document} what="The shadow">${(shadow) => (shadow.state === 'none'
        ? html`<${Empty} title="No candidate runs beside the rules in force.">Write a draft in the <a href=${href('rules')}>editor</a> and press Start shadow: it answers live snapshots for a while, nothing is done by it, and here you see where it differs.<//>`
        : html`<${Candidate} shadow=${shadow} reload=${document.reload} onPromote=${() => setPromoted(shadow)} />`)}
      <//>
      <${Promote} shadow=${promoted} reload=${document.reload} onClose=${() => setPromoted(null)} />
    <//>`;
}

export function Candidate({ shadow, reload, onPromote }) {
  const [tone, word] = STATES[shadow.state] ?? ['unknown', shadow.state];
  const same = shadow.evaluated - shadow.different;
  const kinds = Object.entries(shadow.differences ?? {}).filter(([, number]) => number > 0);
  return html`
    <${Section} title="Candidate" aside=${html`<${Buttons} shadow=${shadow} reload=${reload} onPromote=${onPromote} />`}>
      <p role="status"><${State} tone=${tone}>${word}<//> ${shadow.because ?? ''}</p>
      ${shadow.stale && html`<p class="stale">Another revision is in force by now; what follows was compared with the one before. It is compared with the new one as soon as a snapshot comes.</p>`}
      <dl class="facts">
        <dt>Candidate</dt><dd><code title=${shadow.candidate}>${shadow.candidate.slice(0, 10)}</code> against <code title=${shadow.base}>${shadow.base.slice(0, 10)}</code></dd>
        <dt>Started</dt><dd><${Ago} at=${shadow.startedAt} /> by ${personName(shadow.author)}</dd>
        <dt>Until</dt><dd><${Time} at=${shadow.endsAt} /></dd>
        ${shadow.countingSince !== shadow.startedAt && html`<dt>Counting since</dt><dd><${Time} at=${shadow.countingSince} /></dd>`}
        <dt>Snapshots</dt><dd>${count(shadow.evaluated)} <span class="muted">answered by both</span></dd>
        <dt>The same</dt><dd>${count(same)}</dd>
        <dt>Different</dt><dd>${count(shadow.different)}${kinds.length > 0 && html` <span class="muted">${kinds.map(([kind, number]) => `${(KINDS[kind] ?? kind).toLowerCase()} ${count(number)}`).join(', ')}</span>`}</dd>
        <dt>Failed</dt><dd>${count(shadow.failed)}</dd>
        <dt>Left out</dt><dd>${count(shadow.skipped)} <span class="muted">while it was busy</span></dd>
      </dl>
    <//>
    <${Section} title="Where it differs"><${ChangedDiagnoses} caption="Live diagnoses that the candidate answers otherwise, the newest first" rows=${shadow.latest ?? []} empty=${shadow.evaluated === 0 ? 'It has answered nothing yet.' : 'It has answered everything alike.'} /><//>`;
}

function Buttons({ shadow, reload, onPromote }) {
  /** The candidate that was looked at, whatever has taken its place since. */
  const [ending, setEnding] = useState(null);
  const end = async (key) => {
    await send('DELETE', 'rules/shadow', undefined, { key, ifMatch: `"${ending}"` }).catch((problem) => {
      if (problem.code === 'another-candidate') {
        throw new Error(`Another candidate runs by now in the place of ${ending.slice(0, 10)}. Your press ended nothing; close this and look at what it found.`);
      }
      throw problem;
    });
    setEnding(null);
    await reload();
  };
  return html`
    <button type="button" class="primary" aria-haspopup="dialog" disabled=${shadow.state === 'failed'} onClick=${onPromote}>Promote…</button>
    <button type="button" aria-haspopup="dialog" onClick=${() => setEnding(shadow.candidate)}>End…</button>
    <${Dialog} title="End the shadow" open=${ending !== null} onClose=${() => setEnding(null)}>
      <p>What <code title=${ending}>${ending?.slice(0, 10)}</code> has found is forgotten. The rules in force stay.</p>
      <div class="buttons"><${ActionButton} tone="danger" onPress=${end} done="The shadow has ended">End the shadow<//><button type="button" onClick=${() => setEnding(null)}>Let it run</button></div>
    <//>`;
}
