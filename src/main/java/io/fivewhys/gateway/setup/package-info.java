/**
 * Puts gateways together as {@code config/gateways.yaml} describes them.
 *
 * <p>In: the file. Out: {@link io.fivewhys.gateway.Gateway}s with all their sources, or one refusal
 * that lists every problem with its line. The only place that knows every kind of source. Must
 * never connect to anything: that is for the first look.
 */
package io.fivewhys.gateway.setup;
