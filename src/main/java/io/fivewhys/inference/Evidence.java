package io.fivewhys.inference;

import io.fivewhys.fact.Fact;
import java.util.List;
import java.util.Objects;

/**
 * What a rule holds for or against a hypothesis.
 *
 * <p>The weight is in decibans: 10·log10 of how many times more often this is seen when the
 * hypothesis is true than when it is not. +10 means ten times as often, -10 a tenth. A rule counts
 * once for each hypothesis, with its strongest weight.
 *
 * @param hypothesis what it speaks of
 * @param weight in decibans; more than zero speaks for the hypothesis, less against it
 * @param mechanism the finer cause in snake case, empty when this evidence does not tell
 * @param statement one sentence with its numbers
 * @param contrast it tells what is well, so that only the hypothesis is left: it counts like any
 *     other, but answers no why and is no step of a chain of whys
 * @param facts what it rests on
 */
public record Evidence(
    Hypothesis hypothesis,
    double weight,
    String mechanism,
    String statement,
    boolean contrast,
    List<Fact> facts)
    implements Observed {

  public Evidence {
    facts = List.copyOf(facts);
  }

  /** Speaks for a cause and says how it works. */
  public static Evidence of(
      Category category,
      Subject subject,
      String mechanism,
      double decibans,
      String statement,
      Object... seen) {
    return new Evidence(
        new Hypothesis(category, subject),
        decibans,
        mechanism,
        statement,
        false,
        Observed.facts(seen));
  }

  /** Speaks for or against a cause without saying how it works. */
  public static Evidence about(
      Category category, Subject subject, double decibans, String statement, Object... seen) {
    return of(category, subject, "", decibans, statement, seen);
  }

  /**
   * Speaks for a cause by what is well beside it: the upstream has plenty left while its gateway
   * refuses requests.
   */
  public static Evidence contrast(
      Category category, Subject subject, double decibans, String statement, Object... seen) {
    return new Evidence(
        new Hypothesis(category, subject), decibans, "", statement, true, Observed.facts(seen));
  }

  /** Speaks against a hypothesis that other evidence raised. */
  public static Evidence against(
      Hypothesis hypothesis, double decibans, String statement, Object... seen) {
    return new Evidence(hypothesis, -decibans, "", statement, false, Observed.facts(seen));
  }

  /** What kind of cause it speaks of. */
  public Category category() {
    return hypothesis.category();
  }

  /** Whom the hypothesis is about. */
  public Subject subject() {
    return hypothesis.subject();
  }

  /** It speaks for the hypothesis, not against it. */
  public boolean isFor() {
    return weight > 0;
  }

  /** It may be told as a why. */
  public boolean isWhy() {
    return isFor() && !contrast;
  }

  /** The subject's name, for joins. */
  public String name() {
    return hypothesis.subject().name();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Evidence that
        && hypothesis.equals(that.hypothesis)
        && weight == that.weight
        && mechanism.equals(that.mechanism)
        && statement.equals(that.statement);
  }

  @Override
  public int hashCode() {
    return Objects.hash(hypothesis, weight, statement);
  }
}
