import { html } from '../../../core/html.js';
import { Code } from '../../../ui/Code.js';
import { Empty } from '../../../ui/Loaded.js';

/** What to do first. */
export const NoGateways = () => html`
  <${Empty} title="No gateway is looked at yet.">Describe yours in a file, and name it as gateways.file. This writes one with every source there is; keep what you have, and start the service anew.<//>
  <${Code} text="java -jar fivewhys.jar example --gateways > config/gateways.yaml" />
  <p class="muted">See what it would see before it runs:</p>
  <${Code} text="java -jar fivewhys.jar collect --gateway api-gateway --diagnose" label="Command that tries it" />`;
