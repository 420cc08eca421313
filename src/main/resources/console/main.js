import { html, render } from './core/html.js';
import { connect } from './core/line.js';
import { readSession } from './core/session.js';
import { App } from './shell/App.js';

const place = document.getElementById('app');
place.replaceChildren();
render(html`<${App} />`, place);
connect();
readSession().catch(() => {
  // The pages say themselves that the service does not answer, and the header asks again.
});
