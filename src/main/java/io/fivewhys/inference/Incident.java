package io.fivewhys.inference;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The symptom as a whole.
 *
 * @param gateway name of the gateway
 * @param namespace namespace of the gateway and of every fact that names none
 * @param onset when the 5xx began to rise; empty when nothing tells
 * @param windowStart when the snapshot's window began
 * @param observedAt end of the snapshot's window
 * @param failingUpstreams how many upstreams have a failing route
 * @param servedUpstreams how many upstreams have traffic and no failing route
 */
public record Incident(
    String gateway,
    String namespace,
    Optional<Instant> onset,
    Instant windowStart,
    Instant observedAt,
    int failingUpstreams,
    int servedUpstreams) {

  /** Clocks and scrape intervals differ by about this much. */
  private static final Duration SKEW = Duration.ofSeconds(90);

  /** Several upstreams fail and none that gets traffic is spared: what they share is suspect. */
  public boolean isAtEveryUpstream() {
    return failingUpstreams >= 2 && servedUpstreams == 0;
  }

  /** The moment that changes are measured against: the onset, else the window's begin. */
  public Instant reference() {
    return onset.orElse(windowStart);
  }

  /** Minutes from {@code at} until the errors began; negative when it came after them. */
  public double leadMinutes(Instant at) {
    return Duration.between(at, reference()).toSeconds() / 60.0;
  }

  /** Not later than the errors, give or take {@link #SKEW}; without an onset, before now. */
  public boolean isNotBefore(Instant at) {
    return !at.isAfter(onset.orElse(observedAt).plus(SKEW));
  }

  /** Known to have happened after the errors had begun. */
  public boolean isAfterTheErrors(Instant at) {
    return onset.isPresent() && at.isAfter(onset.get().plus(SKEW));
  }

  /**
   * What the time of a change says about it being the cause, in decibans. Causes show within
   * minutes; a change picked at random lies anywhere in the days between two changes, so being
   * close speaks for it and being far away against it.
   */
  public double proximityDecibans(Instant at) {
    double lead = leadMinutes(at);
    if (lead <= 10) {
      return 9;
    }
    if (lead <= 30) {
      return 6;
    }
    if (lead <= 90) {
      return 2;
    }
    if (lead <= 6 * 60) {
      return -3;
    }
    return lead <= 24 * 60 ? -8 : -14;
  }
}
