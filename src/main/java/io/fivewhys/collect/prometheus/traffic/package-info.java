/**
 * Counts the requests of a gateway from its metrics, whichever gateway it is.
 *
 * <p>In: the names of a gateway's metrics and labels and what they mean. Out: status codes and
 * latencies by route and upstream, what is usual for them, and since when they fail. Must never
 * take a route that is not counted for one without traffic, nor guess what no metric tells.
 */
package io.fivewhys.collect.prometheus.traffic;
