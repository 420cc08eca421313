package io.fivewhys.trial;

import java.time.Duration;

/** Hears what a {@link Shadow} does, for metrics. Must be quick and must not throw. */
public interface ShadowListener {
  /** Hears nothing. */
  ShadowListener NONE = new ShadowListener() {};

  /** The candidate was asked about a snapshot, whatever came of it. */
  default void evaluated(Duration took) {}

  /** It told something else than the live answer. */
  default void differed(ChangedDiagnosis difference) {}

  /**
   * It failed where the live answer did not.
   *
   * @param code {@link io.fivewhys.diagnose.DiagnosisFailed.Code} in lower case, or {@code bug}
   */
  default void failed(String code) {}

  /** A snapshot was passed over, for want of a place or because its revision is not in force. */
  default void skipped() {}
}
