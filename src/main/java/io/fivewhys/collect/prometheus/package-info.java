/**
 * Asks Prometheus, or what answers like it, for what it knows of a gateway and its workloads.
 *
 * <p>In: an address, presets of queries for known gateways, one's own queries. Out: traffic of
 * routes with what is usual for them, breakers, calls, resources, alerts, and a {@link
 * io.fivewhys.fact.Blind} fact for each thing that could not be told. Must never take the absence
 * of series for the absence of requests.
 */
package io.fivewhys.collect.prometheus;
