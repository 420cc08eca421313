/**
 * What was observed: sealed records, one per kind of the contract, and the snapshot that holds
 * them.
 *
 * <p>In: nothing. Out: immutable facts. Knows nothing of rules, sources or the network, and must
 * never turn what is absent into a number.
 */
package io.fivewhys.fact;
