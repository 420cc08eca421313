/**
 * The gateways that the service looks at by itself: when it looks, and what it saw last.
 *
 * <p>In: the configured gateways with their sources, and wishes to look at once. Out: what is known
 * of each gateway: the state of its sources, its last snapshot and its last diagnosis. Must never
 * look at one gateway twice at the same time.
 */
package io.fivewhys.gateway;
