/**
 * A candidate rulebook beside the one in force: on snapshots that were recorded ({@link
 * io.fivewhys.trial.BackTest}) and on those that come in ({@link io.fivewhys.trial.Shadow}).
 *
 * <p>In: two rulebooks and snapshots. Out: which diagnoses would change, from what to what, by
 * which rules. Must never act on what a candidate concludes, delay or fail a live answer, or take
 * what could not be compared for unchanged.
 */
package io.fivewhys.trial;
