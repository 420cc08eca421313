package io.fivewhys.collect.push;

import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one script pushed last for one gateway.
 *
 * @param source the script's name
 * @param pushedAt when
 * @param ttl how long its facts live
 * @param pushes how many there were without a long pause
 * @param facts none once their time is over
 * @param bytes of the facts as JSON
 */
public record PushedSource(
    String gateway,
    String source,
    Instant pushedAt,
    Duration ttl,
    long pushes,
    List<Fact> facts,
    long bytes) {
  private static final Duration SHORTEST_SILENCE = Duration.ofHours(1);

  public PushedSource {
    facts = List.copyOf(facts);
  }

  /** From then on its facts are no longer told. */
  public Instant expiresAt() {
    return pushedAt.plus(ttl);
  }

  public boolean isLive(Instant now) {
    return now.isBefore(expiresAt());
  }

  /** It pushed more than once, so that somebody expects it to go on. */
  public boolean isMissed(Instant now) {
    return !isLive(now) && pushes > 1 && !isForgotten(now);
  }

  /** It has been silent for so long that nobody waits for it any more. */
  boolean isForgotten(Instant now) {
    Duration longer = ttl.multipliedBy(3);
    Duration silence = longer.compareTo(SHORTEST_SILENCE) > 0 ? longer : SHORTEST_SILENCE;
    return !now.isBefore(expiresAt().plus(silence));
  }

  Blind missed() {
    return new Blind(
        source,
        Optional.empty(),
        Optional.of("nothing pushed since %s; what it pushes lives %s".formatted(pushedAt, ttl)),
        Optional.of(expiresAt()));
  }

  PushedSource weighing(long otherBytes) {
    return new PushedSource(gateway, source, pushedAt, ttl, pushes, facts, otherBytes);
  }

  PushedSource withoutFacts() {
    return facts.isEmpty()
        ? this
        : new PushedSource(gateway, source, pushedAt, ttl, pushes, List.of(), 0);
  }
}
