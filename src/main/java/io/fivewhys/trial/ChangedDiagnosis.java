package io.fivewhys.trial;

import java.time.Instant;
import java.util.List;

/**
 * A snapshot about which two rulebooks tell different things.
 *
 * @param id of the recorded snapshot, or of the live diagnosis
 * @param differences at least one, the gravest first
 * @param appears mitigations that only the candidate proposes, {@value #MOST_MITIGATIONS} at most
 * @param vanishes mitigations that it does not propose any more, as many at most
 */
public record ChangedDiagnosis(
    String id,
    Instant recordedAt,
    String gateway,
    String namespace,
    List<Difference> differences,
    Told from,
    Told to,
    List<Told.Mitigation> appears,
    List<Told.Mitigation> vanishes,
    ResponsibleRules rules) {
  static final int MOST_MITIGATIONS = 10;

  /** Whether it counts against the most changes allowed. */
  public boolean countsAsMitigation() {
    return differences.stream().anyMatch(Difference::countsAsMitigation);
  }
}
