package io.fivewhys.collect;

import io.fivewhys.collect.SourceFailed.Code;
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
 * @param code what went wrong when it saw nothing; empty when it saw something
 * @param reason why it is blind, as a whole or in part
 * @param facts what it said, {@link Blind} facts included
 * @param notes what is worth knowing when setting it up
 */
public record SourceResult(
    SourceName name,
    Instant at,
    Duration took,
    Optional<Code> code,
    Optional<String> reason,
    List<Fact> facts,
    List<String> notes) {

  public SourceResult {
    facts = List.copyOf(facts);
    notes = List.copyOf(notes);
  }

  /** An answer came, of the whole or of a part. */
  static SourceResult answered(SourceName name, Instant at, Duration took, Answer answer) {
    return new SourceResult(
        name, at, took, Optional.empty(), whyPartial(answer), answer.facts(), answer.notes());
  }

  /** None came. */
  static SourceResult blind(SourceName name, Instant at, Duration took, Code code, String reason) {
    List<Fact> facts = List.of(name.blind(reason));
    return new SourceResult(
        name, at, took, Optional.of(code), Optional.of(reason), facts, List.of());
  }

  private static Optional<String> whyPartial(Answer answer) {
    return answer.facts().stream()
        .filter(Blind.class::isInstance)
        .map(Blind.class::cast)
        .map(SourceResult::words)
        .reduce((one, other) -> one + "; " + other);
  }

  private static String words(Blind blind) {
    String reason = blind.reason().orElse("no reason given");
    return blind.subject().map(it -> it + ": " + reason).orElse(reason);
  }

  /** Without what nobody should read. */
  SourceResult masked(Masking masking) {
    return new SourceResult(
        name,
        at,
        took,
        code,
        reason.map(masking::text),
        facts.stream().map(masking).toList(),
        notes.stream().map(masking::text).toList());
  }

  /** It saw all that it looks for. */
  public boolean isWhole() {
    return reason.isEmpty();
  }

  /** It saw something, if not all. */
  public boolean sawSomething() {
    return code.isEmpty();
  }

  /** {@code ok}, {@code partial}, or the code; a label of metrics. */
  public String outcome() {
    return code.map(Code::toString).orElse(isWhole() ? "ok" : "partial");
  }
}
