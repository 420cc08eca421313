import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';

/** The rule that found something. */
export const RuleLink = ({ rule }) => rule && html`<a class="rule-link" href=${href('rules', { rule })}><span class="unseen">Rule: </span>${rule}</a>`;
