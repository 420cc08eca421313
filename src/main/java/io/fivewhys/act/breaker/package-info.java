/**
 * Closes circuit breakers of a gateway: by the runbook's admin endpoint, Resilience4j's actuator,
 * Kong's Admin API. The only one that writes there.
 *
 * <p>In: a plan to reset a breaker, and where the gateway's breakers can be asked for. Out: what
 * would be closed, whether it can be, and whether it was; all of it by looking, before and after.
 * None of these places knows a dry run, so that reading with the same credentials is all that can
 * be tried beforehand, nor a precondition or a fence: a reset that was sent cannot be called back.
 *
 * <p>Must never close a breaker that no place lists (writing to an unknown name makes one), nor one
 * of a gateway of which a place cannot be seen, nor send a reset long after it was prepared, or
 * twice.
 */
package io.fivewhys.act.breaker;
