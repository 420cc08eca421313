/**
 * What Prometheus is told of the service.
 *
 * <p>In: what happened, by those to whom it happened, and what is true at the moment, asked for
 * when it is scraped. Out: counters, gauges and histograms in Prometheus' formats, in seconds and
 * bytes; {@link io.fivewhys.http.metrics.ServiceMetrics} is the way in. Must never make a label of
 * what a client wrote, nor hold up whoever counts.
 */
package io.fivewhys.http.metrics;
