/**
 * Asks every source at once what it sees of a gateway, and puts the answers into one snapshot.
 *
 * <p>In: sources, a gateway, a window. Out: a {@link io.fivewhys.fact.Snapshot}, and what each
 * source answered. A source lives in a package of its own below; it answers facts, or says why it
 * cannot, which becomes a {@link io.fivewhys.fact.Blind} fact. Must never take silence for zero,
 * let one source fail or delay another, or change anything that it looks at.
 */
package io.fivewhys.collect;
