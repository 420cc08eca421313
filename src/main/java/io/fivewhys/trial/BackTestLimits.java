package io.fivewhys.trial;

import java.time.Duration;

/**
 * How much a {@link BackTest} takes on.
 *
 * @param threads evaluations at the same time, 1 or more
 * @param longest time after which no further snapshot is begun, more than zero
 * @param mostListed changed diagnoses that the report lists, 0 or more; it counts all
 * @param leastConfidenceMove a confidence that moved by more than this has changed, 0.0 to 1.0
 */
public record BackTestLimits(
    int threads, Duration longest, int mostListed, double leastConfidenceMove) {

  public BackTestLimits {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
    }
    if (!longest.isPositive()) {
      throw new IllegalArgumentException("longest must be more than zero, not " + longest);
    }
    if (mostListed < 0) {
      throw new IllegalArgumentException("mostListed must be 0 or more, not " + mostListed);
    }
    if (!(leastConfidenceMove >= 0 && leastConfidenceMove <= 1)) {
      throw new IllegalArgumentException("leastConfidenceMove must be 0 to 1");
    }
  }

  /** A thread for each core, 5 minutes, 100 listed, 5 points of confidence. */
  public static BackTestLimits defaults() {
    return new BackTestLimits(
        Runtime.getRuntime().availableProcessors(), Duration.ofMinutes(5), 100, 0.05);
  }

  /** For a process that answers others meanwhile: half of the cores, a minute. */
  public static BackTestLimits besideLiveAnswers() {
    return new BackTestLimits(
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
        Duration.ofMinutes(1),
        100,
        0.05);
  }
}
