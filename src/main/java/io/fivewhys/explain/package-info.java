/**
 * Why a rule fired and why it did not: {@link io.fivewhys.explain.Explainer}.
 *
 * <p>In: a rulebook, a snapshot and the name of a rule. Out: an {@link
 * io.fivewhys.explain.Explanation} that goes through the rule's conditions in the order of its
 * text. The rule is evaluated once more, by hand, over what the real evaluation had before it; must
 * never change anything, run a rule's {@code then}, or work without bounds.
 */
package io.fivewhys.explain;
