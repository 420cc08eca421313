/**
 * Puts channels together as {@code config/notifications.yaml} describes them, and says who is told
 * and called when.
 *
 * <p>In: the file. Out: {@link io.fivewhys.notify.Channel}s, an announcement, a plan of escalation,
 * or one refusal that lists every problem. The only place that knows every kind of channel. Must
 * never send anything.
 */
package io.fivewhys.notify.setup;
