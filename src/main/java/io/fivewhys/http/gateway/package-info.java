/**
 * Gateways over HTTP: how they are, what they answered, and what others bring in for them.
 *
 * <p>In: deliveries of Alertmanager, facts that scripts push, wishes to have a gateway looked at.
 * Out: gateways, alerts, traffic and the snapshot of the last look; {@link
 * io.fivewhys.http.gateway.GatewayEndpoints} is the way in. Must never answer a delivery as taken
 * before it is kept, nor tell what is to be masked.
 */
package io.fivewhys.http.gateway;
