package io.fivewhys.inference;

/**
 * One hypothesis explains another: the effect is there because of the cause. When the cause is
 * credible it takes the effect's place in the ranking and shows it as a step of the chain of whys.
 *
 * @param effect what is explained
 * @param cause what explains it
 */
public record Because(Hypothesis effect, Hypothesis cause) {}
