/**
 * What Alertmanager says: which alerts fire and which do no more.
 *
 * <p>In: deliveries of its webhook, again and again and sometimes out of order. Out: {@link
 * io.fivewhys.fact.Alert} facts of the gateways whose labels they have. Must never say that it took
 * an alert before that is on the disk, lose one that no gateway wants, or let an alert that has
 * ended come back by a delivery that was late.
 */
package io.fivewhys.collect.alert;
