package io.fivewhys.collect;

import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of one question to one source.
 *
 * @param at when it was asked
 * @param took until its answer, or until nobody waited any longer
 * @param outcome {@code ok}, {@code partial}, {@code no_answer}, {@code busy}, {@code bug}, or a
 *     {@link SourceFailed.Code}; a label of metrics
 * @param reason why it is blind; empty when it is not
 * @param facts what it said, {@link Blind} facts included
 * @param notes what is worth knowing when setting it up
 */
public record SourceResult(
    SourceName name,
    Instant at,
    Duration took,
    String outcome,
    Optional<String> reason,
    List<Fact> facts,
    List<String> notes) {
  static final String OK = "ok";
  static final String PARTIAL = "partial";
  static final String NO_ANSWER = "no_answer";
  static final String BUSY = "busy";
  static final String BUG = "bug";

  public SourceResult {
    facts = List.copyOf(facts);
    notes = List.copyOf(notes);
  }

  /** An answer came, of the whole or of a part. */
  static SourceResult answered(SourceName name, Instant at, Duration took, Answer answer) {
    Optional<String> reason =
        answer.facts().stream()
            .filter(Blind.class::isInstance)
            .map(Blind.class::cast)
            .map(SourceResult::words)
            .reduce((one, other) -> one + "; " + other);
    return new SourceResult(
        name, at, took, answer.isWhole() ? OK : PARTIAL, reason, answer.facts(), answer.notes());
  }

  /** None came. */
  static SourceResult blind(
      SourceName name, Instant at, Duration took, String outcome, String reason) {
    return new SourceResult(
        name, at, took, outcome, Optional.of(reason), List.of(name.blind(reason)), List.of());
  }

  private static String words(Blind blind) {
    String reason = blind.reason().orElse("no reason given");
    return blind.subject().map(it -> it + ": " + reason).orElse(reason);
  }

  /** It saw all that it looks for. */
  public boolean isWhole() {
    return outcome.equals(OK);
  }

  /** It saw something. */
  public boolean sawSomething() {
    return isWhole() || outcome.equals(PARTIAL);
  }
}
