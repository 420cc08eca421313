package io.fivewhys.trial;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.LogLines;
import io.fivewhys.fact.Snapshot;

/** How much memory a snapshot that waits somewhere holds, roughly. */
public final class SnapshotWeight {
  private static final long BYTES_PER_FACT = 512;

  private SnapshotWeight() {}

  /** An estimate in bytes; log lines are counted, other facts taken at a usual size. */
  public static long bytes(Snapshot snapshot) {
    long bytes = BYTES_PER_FACT;
    for (Fact fact : snapshot.facts()) {
      bytes += BYTES_PER_FACT;
      if (fact instanceof LogLines log) {
        for (String line : log.lines()) {
          bytes += line.length() + 48L;
        }
      }
    }
    return bytes;
  }
}
