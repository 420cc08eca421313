package io.fivewhys.cases;

import java.time.Duration;

/**
 * How much a run of cases takes on.
 *
 * @param threads cases at the same time, 1 or more
 * @param longest time after which no further case is begun, more than zero
 */
public record CaseLimits(int threads, Duration longest) {
  public CaseLimits {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
    }
    if (!longest.isPositive()) {
      throw new IllegalArgumentException("longest must be more than zero, not " + longest);
    }
  }

  /** A thread for each core, an hour. */
  public static CaseLimits defaults() {
    return new CaseLimits(Runtime.getRuntime().availableProcessors(), Duration.ofHours(1));
  }

  /**
   * For a process that answers others meanwhile: half of the cores, but two, since a change is to
   * be live within a second; a minute.
   */
  public static CaseLimits besideLiveAnswers() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new CaseLimits(Math.min(cores, Math.max(2, cores / 2)), Duration.ofMinutes(1));
  }
}
