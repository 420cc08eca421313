/**
 * The tables: what was observed and concluded, what became of it, and what others brought in, so
 * that it outlives whatever dies.
 *
 * <p>In: diagnoses without an id and their snapshots, incidents, messages to be delivered, changes.
 * Out: the same, one by one or in pages, the newest first; recorded snapshots one after the other.
 * What belongs together is written in one transaction, which the caller may have opened. Must never
 * grow without bound, nor change what it was given apart from the id and what is masked, nor say
 * that something is kept before it is on the disk.
 */
package io.fivewhys.store;
