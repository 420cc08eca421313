package io.fivewhys.collect;

import io.fivewhys.fact.Blind;
import java.util.Optional;

/**
 * Names a source among those of its gateway.
 *
 * @param kind what it tells, as rules know it in {@link Blind}: kubernetes, prometheus, logs,
 *     breakers, probes, alertmanager, or the name of a source of one's own
 * @param part which of several, for people
 * @param subject the workload or dependency that it alone tells of, as rules join on it; empty when
 *     it tells of any
 */
public record SourceName(String kind, Optional<String> part, Optional<String> subject) {

  public static SourceName of(String kind) {
    return new SourceName(kind, Optional.empty(), Optional.empty());
  }

  public static SourceName of(String kind, String part) {
    return new SourceName(kind, Optional.of(part), Optional.empty());
  }

  /** The same, which tells of this workload or dependency only. */
  public SourceName about(String subject) {
    return new SourceName(kind, part, Optional.of(subject));
  }

  /** The source sees nothing, of its subject or of anything; the reason says which of several. */
  public Blind blind(String reason) {
    String told =
        part.filter(it -> !subject.equals(part)).map(it -> it + ": " + reason).orElse(reason);
    return new Blind(kind, subject, Optional.of(told), Optional.empty());
  }

  /** The source does not see this part of what it looks at. */
  public Blind blind(String subject, String reason) {
    return new Blind(kind, Optional.of(subject), Optional.of(reason), Optional.empty());
  }

  /** {@code probes/orders-db}. */
  @Override
  public String toString() {
    return part.map(it -> kind + "/" + it).orElse(kind);
  }
}
