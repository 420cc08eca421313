package io.fivewhys.diagnose;

import java.time.Duration;

/**
 * How much a {@link DiagnosisDesk} takes on.
 *
 * @param threads evaluations at the same time, 1 or more
 * @param queue snapshots that may wait for a thread, 0 or more
 * @param deadline longest evaluation, more than zero; the rules have one of their own that stops
 *     them, and this one answers the client where something else takes long
 * @param longestWait longest time in the queue, more than zero
 */
public record DeskLimits(int threads, int queue, Duration deadline, Duration longestWait) {

  public DeskLimits {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
    }
    if (queue < 0) {
      throw new IllegalArgumentException("queue must be 0 or more, not " + queue);
    }
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException("deadline must be more than zero, not " + deadline);
    }
    if (!longestWait.isPositive()) {
      throw new IllegalArgumentException("longestWait must be more than zero, not " + longestWait);
    }
  }

  /** A thread for each core, 64 waiting, 6 s to evaluate (a second more than the rules have). */
  public static DeskLimits defaults() {
    return new DeskLimits(
        Runtime.getRuntime().availableProcessors(),
        64,
        Duration.ofSeconds(6),
        Duration.ofSeconds(10));
  }
}
