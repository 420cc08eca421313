/**
 * What rules can be written with: an editor completes from it, and a person reads it.
 *
 * <p>In: the types of {@code fact} and {@code inference}, their Javadoc as the build extracted it
 * ({@link io.fivewhys.vocabulary.ExtractDocs}), the rules in force and the thresholds. Out: a
 * {@link io.fivewhys.vocabulary.Vocabulary}. Must never invent: what has no documentation is shown
 * without any.
 */
package io.fivewhys.vocabulary;
