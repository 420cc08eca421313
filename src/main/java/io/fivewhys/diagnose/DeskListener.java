package io.fivewhys.diagnose;

import java.time.Duration;

/**
 * Hears what a {@link DiagnosisDesk} does, for metrics. Called on the desk's threads and on those
 * of its callers, so it must be quick, must not block and must not throw.
 */
public interface DeskListener {
  /** Hears nothing. */
  DeskListener NONE = new DeskListener() {};

  /** A snapshot was taken and waits for a thread. */
  default void queued() {}

  /** A thread took it up after that long in the queue. */
  default void started(Duration waited) {}

  /** An answer was found within the deadline. */
  default void finished(Diagnosis diagnosis, Duration took) {}

  /**
   * No answer was found.
   *
   * @param code {@link DiagnosisFailed.Code} in lower case, or {@code bug}
   */
  default void failed(String code, Duration took) {}

  /** A rule was at fault for an evaluation without an answer; called after {@link #failed}. */
  default void ruleFailed(String rule) {}

  /** A snapshot was not taken, or waited for too long. */
  default void refused(DeskRefused.Reason reason) {}

  /** Nobody waits for the answer any more; it was still in the queue. */
  default void abandoned() {}
}
