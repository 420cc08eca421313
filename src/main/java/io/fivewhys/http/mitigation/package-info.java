/**
 * What is done about incidents, over HTTP, and the policy that says what may be. In the contract it
 * is an action, here an intervention.
 *
 * <p>In: approvals, rejections and requests of people, the switch that stops everything, files of
 * the policy. Out: interventions with their plans and journals, and the policy with its versions;
 * {@link io.fivewhys.http.mitigation.InterventionEndpoints} and {@link
 * io.fivewhys.http.mitigation.PolicyEndpoints} are the ways in. Must never do anything by itself:
 * it asks the {@link io.fivewhys.intervene.InterventionDesk}.
 */
package io.fivewhys.http.mitigation;
