package io.fivewhys.store;

import java.time.Duration;

/**
 * How much is kept, and how long. What an incident refers to counts apart: it stays as long as the
 * incident does.
 *
 * @param diagnoses how many, 1 or more
 * @param diagnosisAge how long a diagnosis is kept at most
 * @param snapshots how many; 0 keeps none
 * @param snapshotBytes of all snapshots, compressed, 1 or more
 * @param snapshotAge how long a snapshot is kept at most
 * @param incidentAge how long what an incident refers to is kept, if it is not open any more
 */
public record HistoryLimits(
    int diagnoses,
    Duration diagnosisAge,
    int snapshots,
    long snapshotBytes,
    Duration snapshotAge,
    Duration incidentAge) {

  /** One snapshot must not push most of the others out. */
  private static final int SHARE_OF_ONE = 4;

  public HistoryLimits {
    if (diagnoses < 1 || snapshots < 0 || snapshotBytes < 1) {
      throw new IllegalArgumentException("1 diagnosis, 0 snapshots and 1 byte are the least");
    }
  }

  /** Bytes of the largest snapshot that is kept, compressed. */
  long mostBytesOfOne() {
    return snapshotBytes / SHARE_OF_ONE;
  }
}
