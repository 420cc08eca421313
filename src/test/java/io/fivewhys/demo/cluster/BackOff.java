package io.fivewhys.demo.cluster;

import java.time.Duration;
import java.time.Instant;

/** How long the kubelet waits before it starts a container again: 10 s, doubled up to 5 minutes. */
final class BackOff {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final Pace pace;
  private int failures;

  BackOff(Pace pace) {
    this.pace = pace;
  }

  /** The wait after one more end; the first restart comes at once. */
  Duration after(Instant started, Instant ended) {
    if (Duration.between(started, ended).compareTo(pace.of(FORGOTTEN)) > 0) {
      failures = 0;
    }
    failures++;
    if (failures == 1) {
      return Duration.ZERO;
    }
    Duration doubled = FIRST.multipliedBy(1L << Math.min(10, failures - 2));
    return pace.of(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
  }
}
