/**
 * Interventions as they happen: what a look recommends is planned, judged, approved, done and
 * looked after, each step one row in the store before the next begins.
 *
 * <pre>
 *  a look ──▶ Mitigator (one per gateway, on the replica that looks at it)
 *               │  Planner: recommendation → plan → guards → PLANNED, REFUSED, WAITING, APPROVED
 *               │  Executor: intent → pre-flight → ACTING → act → VERIFYING
 *               │  Aftercare: looks after it → DONE; whoever died → taken over
 *  people ────▶ InterventionDesk: approve, reject, conclude, request, stop
 * </pre>
 *
 * <p>In: looks, commands. Out: rows, notes on the incident, and, through the {@link
 * io.fivewhys.mitigate.Actuator}, changes of the cluster and the gateway. Must never act on
 * anything whose intent is not on the disk, nor keep a decision over a transaction in which it may
 * have become wrong.
 */
package io.fivewhys.intervene;
