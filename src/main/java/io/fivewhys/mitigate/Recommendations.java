package io.fivewhys.mitigate;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.incident.CauseKey;
import java.util.List;

/**
 * What a diagnosis recommends that this service could do: for its leading cause alone, since what
 * explains the others comes first, in the diagnosis' own order. What cannot be said exactly is left
 * out and never guessed: a person still reads it in the diagnosis.
 */
public final class Recommendations {
  private Recommendations() {}

  /**
   * @param snapshot what the diagnosis was made of
   */
  public static List<Recommendation> of(Diagnosis diagnosis, Snapshot snapshot) {
    if (diagnosis.verdict() != Diagnosis.Verdict.DIAGNOSED) {
      return List.of();
    }
    return diagnosis.causes().stream()
        .limit(1)
        .flatMap(
            cause ->
                cause.mitigations().stream()
                    .flatMap(
                        it ->
                            Remedies.of(it, cause, snapshot).stream()
                                .map(remedy -> of(it, remedy, cause, diagnosis, snapshot))))
        .distinct()
        .toList();
  }

  private static Recommendation of(
      Diagnosis.Mitigation mitigation,
      Remedy remedy,
      Diagnosis.Cause cause,
      Diagnosis diagnosis,
      Snapshot snapshot) {
    return new Recommendation(
        diagnosis.gateway(),
        diagnosis.namespace(),
        diagnosis.id(),
        diagnosis.observedAt(),
        CauseKey.of(cause),
        cause.confidence(),
        remedy,
        mitigation.summary(),
        mitigation.command(),
        mitigation.risk(),
        mitigation.because(),
        SeenUid.of(remedy.target(), snapshot));
  }
}
