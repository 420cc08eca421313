/**
 * Puts together who acts for which gateway.
 *
 * <p>In: gateways as {@code config/gateways.yaml} describes them. Out: {@link
 * io.fivewhys.mitigate.Actuators}. The only place that knows everybody who acts. Must never connect
 * to anything: that is for the first plan.
 */
package io.fivewhys.act.setup;
