import { personName } from '../../../core/format.js';
import { html } from '../../../core/html.js';
import { href } from '../../../core/place.js';

/** Somebody's name, which leads to all actions that they asked for, approved or rejected. */
export const By = ({ name }) => html`<a href=${href('actions', { by: name })} title=${`All actions by ${personName(name)}`}>${personName(name)}</a>`;
