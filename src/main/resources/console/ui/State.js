import { classes, html } from '../core/html.js';
import { Icon } from './Icon.js';

/**
 * A state in a word, with an icon and a colour that mean the same.
 *
 * @param {{tone: 'good'|'warning'|'critical'|'unknown'|'neutral'|'info'|'busy', children: any, title?: string}} properties
 */
export const State = ({ tone = 'neutral', title, children }) => html`
  <span class=${classes('state', `tone-${tone}`)} title=${title}><${Icon} name=${tone} /><span>${children}</span></span>`;
