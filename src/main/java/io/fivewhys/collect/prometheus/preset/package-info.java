/**
 * Knows what each gateway calls its metrics and labels.
 *
 * <p>In: series of one gateway. Out: routes, status codes, response flags, breakers. The names are
 * those that the gateways and their exporters use themselves; where their versions differ, the
 * class says how. Must never ask for a metric of another gateway, nor say of a refusal why it was
 * one where the metric does not tell.
 */
package io.fivewhys.collect.prometheus.preset;
