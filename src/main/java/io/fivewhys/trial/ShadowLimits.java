package io.fivewhys.trial;

import java.time.Duration;

/**
 * How much a {@link Shadow} takes on.
 *
 * @param longest most time that one shadow may last, more than zero
 * @param mostWaiting snapshots that may wait, 1 or more
 * @param mostWaitingBytes estimated memory of those, as {@link SnapshotWeight} has it
 * @param mostListed differences that are listed; all are counted
 * @param leastConfidenceMove a confidence that moved by more than this has changed, 0.0 to 1.0
 */
public record ShadowLimits(
    Duration longest,
    int mostWaiting,
    long mostWaitingBytes,
    int mostListed,
    double leastConfidenceMove) {

  /** A week, 64 snapshots of 64 MiB together, 50 listed, 5 points of confidence. */
  public static ShadowLimits defaults() {
    return new ShadowLimits(Duration.ofDays(7), 64, 64L << 20, 50, 0.05);
  }
}
