import { html } from '../../core/html.js';
import { href } from '../../core/place.js';

/** How something comes to be done, and what keeps it from it. */
export const Acting = () => html`
  <ol class="steps">
    <li>A cause has a remedy: the service plans it. The plan says exactly what would change and has a hash.</li>
    <li>The <a href=${href('policy')}>policy</a> says whether it is done without asking, has to be approved, or is only recommended. The first rule that fits holds.</li>
    <li>All guards judge it, and each that objects says its limit and what is so instead. What is refused is judged again with each look.</li>
    <li>Approving names the hash of the plan that you saw. Where the target has changed since, nothing is approved: read the new plan. Where the policy wants two people, whoever wanted it cannot approve it, nor can the shared admin token vouch for a second person.</li>
    <li>Right before it is done everything is checked once more; the intent is on the disk before anything changes.</li>
    <li>Then looks say whether it helps, by the routes that failed before. What can be taken back can be taken back from its page.</li>
  </ol>
  <h3>Guards</h3>
  <p>They keep what is done small and sure: at least one ready pod stays, few pods are away at once, nothing is done in protected namespaces, in a freeze or while a silence holds, nothing on old or missing data, nothing when the cause is unsure or gone, nothing twice that did not help, only so much within an hour, and nothing at all when too much is broken at once: then people decide. config/README.md lists all of them with their limits.</p>
  <h3>Stop switch</h3>
  <p>“Stop actions” at the top is on every page. Once it is answered, nothing is begun any more, on any replica; what is being done at this moment is finished and looked at. Diagnosing, notifying and escalating go on. Letting actions go on again needs a reason too.</p>
  <p>Whoever acknowledges an incident decides from then on: what would be done without asking waits for an approval.</p>`;
