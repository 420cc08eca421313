package io.fivewhys.fact.read;

import io.fivewhys.fact.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;

/** Reads snapshots strictly: whatever the contract does not know is refused, with its place. */
public final class SnapshotReader {
  private final Clock clock;

  /**
   * @param clock tells the time of receipt, the default of {@code observedAt}
   */
  public SnapshotReader(Clock clock) {
    this.clock = clock;
  }

  /** How a snapshot is written. */
  public enum Format {
    JSON,
    YAML
  }

  /**
   * @throws SnapshotRefused when it is not a snapshot, or one without sense
   * @throws IOException when the stream cannot be read
   */
  public Snapshot read(InputStream in, Format format) throws IOException {
    throw new IOException("under construction " + clock + format);
  }
}
