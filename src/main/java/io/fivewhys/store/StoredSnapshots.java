package io.fivewhys.store;

import io.fivewhys.database.Database;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.fact.read.SnapshotRefused;
import io.fivewhys.trial.RecordedSnapshot;
import io.fivewhys.trial.RecordedSnapshots;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the snapshots that were diagnosed, each when it is asked for. */
public final class StoredSnapshots implements RecordedSnapshots {
  private static final Logger LOG = LoggerFactory.getLogger(StoredSnapshots.class);

  private final Database database;

  public StoredSnapshots(Database database) {
    this.database = database;
  }

  /** A row that cannot be read as a snapshot. */
  public record Unreadable(String id, String because) {}

  /**
   * One of them; empty when it is not kept any more, or torn, which the log tells.
   *
   * @throws io.fivewhys.database.DatabaseUnavailable when nothing can be read now
   */
  public Optional<Snapshot> get(String id) {
    var unreadable = new ArrayList<Unreadable>();
    Optional<Snapshot> found = read(id, unreadable::add).map(RecordedSnapshot::snapshot);
    log(unreadable);
    return found;
  }

  @Override
  public Stream<RecordedSnapshot> latest(int limit) {
    var unreadable = new ArrayList<Unreadable>();
    return latest(limit, unreadable::add).onClose(() -> log(unreadable));
  }

  @Override
  public OptionalInt count(int limit) {
    return OptionalInt.of(
        database.read(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from"
                            + " (select id from snapshot fetch first :most rows only) newest")
                    .bind("most", limit)
                    .mapTo(Integer.class)
                    .one()));
  }

  /**
   * The same, telling of each that is left out because it cannot be read.
   *
   * @param unreadable called by whoever reads the stream
   */
  public Stream<RecordedSnapshot> latest(int limit, Consumer<Unreadable> unreadable) {
    return NewestSnapshots.ids(database)
        .map(id -> read(id, unreadable))
        .flatMap(Optional::stream)
        .limit(limit);
  }

  private record Row(
      String id, Instant observedAt, Instant recordedAt, String content, byte[] document) {}

  private Optional<RecordedSnapshot> read(String id, Consumer<Unreadable> unreadable) {
    Optional<Row> found = database.read(handle -> row(handle, id));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Row row = found.get();
    try {
      var packed = new PackedSnapshot(row.content(), row.observedAt(), row.document());
      return Optional.of(new RecordedSnapshot(row.id(), row.recordedAt(), packed.unpacked()));
    } catch (SnapshotRefused refused) {
      unreadable.accept(new Unreadable(id, SnapshotFiles.words(refused)));
      return Optional.empty();
    } catch (IOException torn) {
      unreadable.accept(new Unreadable(id, torn.toString()));
      return Optional.empty();
    }
  }

  private static Optional<Row> row(Handle handle, String id) {
    return handle
        .createQuery(
            "select diagnosis_id, observed_at, recorded_at, content, document from snapshot"
                + " where id = :id")
        .bind("id", id)
        .map(
            (row, context) ->
                new Row(
                    row.getString("diagnosis_id"),
                    Instant.parse(row.getString("observed_at")),
                    row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                    row.getString("content"),
                    row.getBytes("document")))
        .findOne();
  }

  private static void log(List<Unreadable> unreadable) {
    if (!unreadable.isEmpty()) {
      LOG.warn(
          "{} of the recorded snapshots cannot be read and were left out, the first {}: {}",
          unreadable.size(),
          unreadable.getFirst().id(),
          unreadable.getFirst().because());
    }
  }
}
