/**
 * Asks for circuit breakers, outlier detection and limits in front of upstreams: Resilience4j
 * behind Spring Boot's actuator, Envoy's admin interface, the runbook's own admin endpoint, health
 * checks of APISIX and Kong.
 *
 * <p>In: what these answer. Out: {@link io.fivewhys.fact.CircuitBreaker} facts by the name of the
 * workload behind, and which breakers there are for whoever closes one. Counters since some start
 * become refusals in the window: what they rose between looks, so that the first look knows none.
 * Must never reset or change a breaker, nor take a counter that cannot be read for no refusal.
 */
package io.fivewhys.collect.breaker;
