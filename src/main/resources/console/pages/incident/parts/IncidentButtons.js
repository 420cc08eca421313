import { classes, html, useRef, useState } from '../../../core/html.js';
import { ActionButton } from '../../../ui/ActionButton.js';
import { AssignDialog } from './AssignDialog.js';
import { canAcknowledge } from './calls.js';
import { command } from './command.js';
import { OtherDialog } from './OtherDialog.js';
import { TextDialog } from './TextDialog.js';

const TEXTS = {
  comment: { word: 'Comment…', title: 'Comment', field: 'text', label: 'What you saw or did', most: 4_000, large: true, send: 'Comment', done: 'The comment is in the timeline' },
  mitigate: { word: 'Being mitigated…', title: 'It is being mitigated', field: 'reason', label: 'What is being done', most: 1_000, hint: 'Nothing is done by this itself. It escalates no more.', send: 'Say so', done: 'It is being mitigated' },
  resolve: { word: 'Resolve…', title: 'Resolve by hand', field: 'reason', label: 'Why it is over', most: 1_000, hint: 'It ends by itself when nothing is seen of it for long enough. By hand is for what is known better.', send: 'Resolve', done: 'Resolved' },
};

/**
 * What people do with an incident. Each shows at once, and what the service refuses stands at its button.
 *
 * @param {{incident: object, onDone: Function}} properties
 */
export function IncidentButtons({ incident, onDone }) {
  const [open, setOpen] = useState(null);
  const [all, setAll] = useState(false);
  const row = useRef(null);
  const close = () => setOpen(null);
  const over = incident.state === 'resolved';
  const names = over ? ['comment'] : ['comment', 'mitigate', 'resolve'];
  const opener = (name, word) => html`<button type="button" aria-haspopup="dialog" onClick=${() => setOpen(name)}>${word}</button>`;
  const acknowledge = async (key) => {
    await command(incident.id, 'acknowledge', {}, key);
    await onDone();
    // The button goes away; the focus stays among its neighbours.
    row.current?.querySelector(':scope > button')?.focus();
  };
  return html`
    <div ref=${row} class=${classes('buttons', 'incident-buttons', all && 'all')}>
      ${canAcknowledge(incident) && html`<${ActionButton} tone="primary" icon="person" onPress=${acknowledge} done="You have it; it escalates no more">Acknowledge<//>`}
      ${names.map((name) => opener(name, TEXTS[name].word))}
      ${!over && opener('assign', 'Assign…')}
      ${!over && opener('merge', 'Merge…')}
      ${opener('link', 'Link…')}
      <button type="button" class="quiet more" aria-expanded=${all ? 'true' : 'false'} onClick=${() => setAll(!all)}>${all ? 'Less' : 'More'}</button>
      ${Object.entries(TEXTS).map(([name, it]) => html`<${TextDialog} key=${name} id=${incident.id} path=${name} ...${it} open=${open === name} onClose=${close} onDone=${onDone} />`)}
      <${AssignDialog} incident=${incident} open=${open === 'assign'} onClose=${close} onDone=${onDone} />
      <${OtherDialog} incident=${incident} path="merge" open=${open === 'merge'} onClose=${close} onDone=${onDone} />
      <${OtherDialog} incident=${incident} path="link" open=${open === 'link'} onClose=${close} onDone=${onDone} />
    </div>`;
}
