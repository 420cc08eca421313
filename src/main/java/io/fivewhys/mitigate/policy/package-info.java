/**
 * How far the service may go by itself, as people write it down.
 *
 * <p>In: YAML. Out: a {@link io.fivewhys.mitigate.policy.MitigationPolicy}, or every problem of the
 * text with its line. What no rule names is only recommended. Must never fill a gap with more than
 * that, and knows neither the store nor the network.
 */
package io.fivewhys.mitigate.policy;
