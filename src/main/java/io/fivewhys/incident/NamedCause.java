package io.fivewhys.incident;

import io.fivewhys.diagnose.Diagnosis;

/**
 * A cause as it was named last.
 *
 * @param mechanism the finer cause in snake case
 * @param confidence 0.0 to 1.0
 * @param summary in one sentence
 */
public record NamedCause(CauseKey key, String mechanism, double confidence, String summary) {

  public static NamedCause of(Diagnosis.Cause cause) {
    return new NamedCause(
        CauseKey.of(cause), cause.mechanism(), cause.confidence(), cause.summary());
  }
}
