package io.fivewhys.store;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.ReadLimits;
import io.fivewhys.fact.read.SnapshotReader;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.fact.read.SnapshotWriter;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * A snapshot as it is stored: masked and compressed, without the time of observation, so that equal
 * content is equal bytes.
 *
 * @param content a hash of what was observed, whenever it was
 * @param observedAt to the last digit
 */
record PackedSnapshot(String content, Instant observedAt, byte[] document) {
  /** Written in the place of the time; later than any, since facts may not be later than it. */
  private static final Instant TIMELESS = Instant.parse("9999-12-31T23:59:59Z");

  /** What came in as short forms is written out in full, so that it may have grown. */
  private static final ReadLimits LIMITS = ReadLimits.DEFAULT.withMaxBytes(256L << 20);

  private static final SnapshotWriter WRITER = new SnapshotWriter();
  private static final SnapshotReader READER = new SnapshotReader(Clock.systemUTC(), LIMITS);

  /**
   * @param masking takes out of a fact what must not be kept
   */
  static PackedSnapshot of(Snapshot snapshot, UnaryOperator<Fact> masking) {
    var masked = snapshot.withFacts(snapshot.facts().stream().map(masking).toList());
    byte[] json = WRITER.toBytes(observed(masked, TIMELESS));
    return new PackedSnapshot(Column.sha256(json), snapshot.observedAt(), Compressed.of(json));
  }

  /**
   * The snapshot again, apart from what was masked.
   *
   * @throws IOException when the document is torn
   * @throws SnapshotRefused when it is none that this version reads
   */
  Snapshot unpacked() throws IOException {
    try (var json = Compressed.open(document)) {
      return observed(READER.read(json, SnapshotReader.Format.JSON), observedAt);
    }
  }

  private static Snapshot observed(Snapshot snapshot, Instant at) {
    return new Snapshot(
        snapshot.gateway(), snapshot.namespace(), at, snapshot.window(), snapshot.facts());
  }
}
