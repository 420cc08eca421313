package io.fivewhys.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything that was observed about one gateway and what stands behind it, over one window.
 *
 * @param gateway name of the gateway
 * @param namespace namespace of the gateway and of every fact that names none
 * @param observedAt end of the window
 * @param window length of the window, more than zero
 * @param facts the observations in the order given; diagnoses refer to them by index
 */
public record Snapshot(
    String gateway, String namespace, Instant observedAt, Duration window, List<Fact> facts) {
  public static final String DEFAULT_NAMESPACE = "default";
  public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

  public Snapshot {
    facts = List.copyOf(facts);
  }

  /** When the window began. */
  public Instant windowStart() {
    return observedAt.minus(window);
  }

  /** The same snapshot with other facts. */
  public Snapshot withFacts(List<Fact> others) {
    return new Snapshot(gateway, namespace, observedAt, window, others);
  }
}
