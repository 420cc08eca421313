package io.fivewhys.store;

import java.time.Duration;

/** Limits for tests that are about something else. */
public final class SampleLimits {
  /** More than any test keeps. */
  public static final HistoryLimits PLENTY =
      new HistoryLimits(
          1_000, Duration.ofDays(90), 1_000, 256L << 20, Duration.ofDays(30), Duration.ofDays(400));

  private SampleLimits() {}
}
