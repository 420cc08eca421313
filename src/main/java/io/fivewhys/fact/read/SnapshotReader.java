package io.fivewhys.fact.read;

import com.fasterxml.jackson.core.JsonFactory;
import io.fivewhys.fact.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.function.Function;

/**
 * Reads snapshots strictly: whatever the contract does not know is refused, with its place. One
 * pass, nothing is kept but the facts. Safe for use by several threads.
 */
public final class SnapshotReader {
  private final Clock clock;
  private final ReadLimits limits;
  private final JsonFactory json;

  /**
   * A reader with the default limits.
   *
   * @param clock tells the time of receipt, the default of {@code observedAt}
   */
  public SnapshotReader(Clock clock) {
    this(clock, ReadLimits.DEFAULT);
  }

  /**
   * @param clock tells the time of receipt, the default of {@code observedAt}
   * @param limits how much one snapshot may hold
   */
  public SnapshotReader(Clock clock, ReadLimits limits) {
    this.clock = clock;
    this.limits = limits;
    this.json = JsonTokens.factory(limits);
  }

  /** How a snapshot is written. */
  public enum Format {
    JSON,
    /** As JSON sees it: one document, no anchors, aliases or tags. */
    YAML
  }

  /**
   * Reads one snapshot to the end of the stream, which stays open.
   *
   * @throws SnapshotRefused when it is not a snapshot, or one without sense, or too large; then the
   *     stream may not have been read to its end
   * @throws IOException when the stream cannot be read
   */
  public Snapshot read(InputStream in, Format format) throws IOException {
    return read(in, format, reading -> SnapshotReading.whole(reading, clock));
  }

  /**
   * Reads an object with nothing but facts, each as strictly as those of a snapshot, to the end of
   * the stream, which stays open.
   *
   * @param around the snapshot that they are to be part of; its own facts play no part
   * @return the same with these facts
   * @throws SnapshotRefused as {@link #read(InputStream, Format)}
   * @throws IOException when the stream cannot be read
   */
  public Snapshot readFacts(InputStream in, Format format, Snapshot around) throws IOException {
    return read(in, format, reading -> SnapshotReading.factsAlone(reading, around));
  }

  private Snapshot read(InputStream in, Format format, Function<Reading, SnapshotReading> beginning)
      throws IOException {
    var source = new Utf8Reader(in, limits.maxBytes());
    var problems = new Problems();
    try {
      Tokens tokens =
          switch (format) {
            case JSON -> JsonTokens.of(json, source, limits);
            case YAML -> new YamlTokens(source, limits);
          };
      Snapshot snapshot = beginning.apply(new Reading(tokens, limits, problems)).read();
      Sense.check(snapshot);
      return snapshot;
    } catch (Broken e) {
      throw problems.brokenOff(e);
    }
  }
}
