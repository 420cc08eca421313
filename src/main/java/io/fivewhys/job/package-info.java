/**
 * Work that takes longer than somebody waits for an answer.
 *
 * <p>In: what is to be done. Out: how far it is, and what came of it. Must never know what the work
 * is about, run more than was allowed, keep more than a few results, or outlive the process.
 */
package io.fivewhys.job;
