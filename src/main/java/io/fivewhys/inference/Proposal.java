package io.fivewhys.inference;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A mitigation that a rule proposes for a cause; data only, nothing is done.
 *
 * @param cause what it is against
 * @param action what kind of thing is done
 * @param target what it is done to; empty for what only a person can do
 * @param parameters what the action needs beyond its target
 * @param summary what it is, in a few words
 * @param command the same by hand; for {@link Action#MANUAL} what to do
 * @param risk how much it may disturb
 * @param because why it should help
 * @param rank the lowest comes first; 0 for the first thing to do
 */
public record Proposal(
    Hypothesis cause,
    Action action,
    Optional<Subject> target,
    Map<String, Object> parameters,
    String summary,
    String command,
    Risk risk,
    String because,
    int rank) {

  /** Something that can be done by this program too. */
  public static Proposal of(
      Hypothesis cause,
      Action action,
      Subject target,
      String summary,
      String command,
      Risk risk,
      String because) {
    return new Proposal(
        cause, action, Optional.of(target), Map.of(), summary, command, risk, because, 0);
  }

  /** Something only a person can do. */
  public static Proposal manual(Hypothesis cause, String summary, String what, String because) {
    return new Proposal(
        cause, Action.MANUAL, Optional.empty(), Map.of(), summary, what, Risk.LOW, because, 0);
  }

  /** A later step; steps with the same rank keep the order of their summaries. */
  public Proposal then(int laterRank) {
    return new Proposal(
        cause, action, target, parameters, summary, command, risk, because, laterRank);
  }

  /** The same with one more thing that the action needs beyond its target. */
  public Proposal with(String parameter, Object value) {
    Map<String, Object> more = new TreeMap<>(parameters);
    more.put(parameter, value);
    return new Proposal(
        cause,
        action,
        target,
        Collections.unmodifiableMap(more),
        summary,
        command,
        risk,
        because,
        rank);
  }

  /** The same with a number that the action needs, where there is one. */
  public Proposal with(String parameter, OptionalLong value) {
    return value.isPresent() ? with(parameter, (Object) value.getAsLong()) : this;
  }
}
