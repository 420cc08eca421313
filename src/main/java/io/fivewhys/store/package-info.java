/**
 * Keeps what was concluded, so that it can be read again: for now the most recent diagnoses, in
 * memory and bounded.
 *
 * <p>In: diagnoses without an id. Out: the same with an id, one by one or in pages. Must never grow
 * without bound, nor change what it was given apart from the id.
 */
package io.fivewhys.store;
