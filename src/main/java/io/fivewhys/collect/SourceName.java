package io.fivewhys.collect;

import io.fivewhys.fact.Blind;
import java.util.Optional;

/**
 * Names a source among those of its gateway.
 *
 * @param kind what it tells, as rules know it in {@link Blind}: kubernetes, prometheus, logs,
 *     breakers, probes, alertmanager, or the name of a source of one's own
 * @param part which of several; for a probe the dependency's name
 */
public record SourceName(String kind, Optional<String> part) {

  public static SourceName of(String kind) {
    return new SourceName(kind, Optional.empty());
  }

  public static SourceName of(String kind, String part) {
    return new SourceName(kind, Optional.of(part));
  }

  /** The source sees nothing. */
  public Blind blind(String reason) {
    return new Blind(kind, part, Optional.of(reason), Optional.empty());
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
