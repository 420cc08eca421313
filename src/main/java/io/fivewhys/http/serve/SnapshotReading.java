package io.fivewhys.http.serve;

import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotReader;
import java.io.IOException;
import java.io.InputStream;

/** Reads a posted snapshot: {@link SnapshotReader#read}. */
@FunctionalInterface
public interface SnapshotReading {
  /**
   * @throws io.fivewhys.fact.read.SnapshotRefused when it is not a snapshot, or one without sense
   * @throws IOException when the stream cannot be read
   */
  Snapshot read(InputStream in, SnapshotReader.Format format) throws IOException;
}
