/**
 * Keeps what was concluded, so that it can be read again: the most recent diagnoses, in memory; and
 * the snapshots that were diagnosed, as files, so that other rules can be tried on them. Both are
 * bounded.
 *
 * <p>In: diagnoses without an id, and their snapshots. Out: the same with an id, one by one or in
 * pages; recorded snapshots, the newest first. Must never grow without bound, nor change what it
 * was given apart from the id, nor let anybody wait for a disk.
 */
package io.fivewhys.store;
