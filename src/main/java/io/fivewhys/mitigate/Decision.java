package io.fivewhys.mitigate;

/**
 * What the policy says about a recommendation.
 *
 * @param rule name of the rule that says so; empty where none fits
 * @param twoPeople whether somebody else than who requested it has to approve
 * @param plainDelete whether a pod may be deleted where a disruption budget refuses its eviction
 * @param undoWhenWorse whether it is taken back without asking where it made things worse
 * @param policy version of the policy
 * @param because for people
 */
public record Decision(
    Mode mode,
    String rule,
    boolean twoPeople,
    boolean plainDelete,
    boolean undoWhenWorse,
    long policy,
    String because) {}
