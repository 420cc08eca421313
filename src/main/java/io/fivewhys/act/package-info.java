/**
 * Who acts for a gateway: hands each {@link io.fivewhys.mitigate.Remedy} to whoever can do it, the
 * cluster or the circuit breakers.
 *
 * <p>In: remedies, as {@link io.fivewhys.mitigate.Actuator} has them. Out: what whoever acts
 * answers, or a refusal where the gateway has nobody for it. Must never talk to anything itself.
 */
package io.fivewhys.act;
