/**
 * Speaks the HTTP API of Prometheus and of what answers like it: Thanos, Mimir, VictoriaMetrics.
 *
 * <p>In: the parts of a look, each with queries in PromQL and what they would tell. Out: series
 * with finite samples, or why there are none; facts, as the parts make them of series. Must never
 * take a partial answer for a whole one, a sample that is no number for zero, or more series than
 * may be kept.
 */
package io.fivewhys.collect.prometheus.api;
