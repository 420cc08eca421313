package io.fivewhys.store;

import io.fivewhys.database.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Makes room for snapshots. Where there is none the oldest goes; but while more than a quarter of
 * the room is taken by healthy ones, the oldest of these, so that months of quiet do not push the
 * incidents out. Those that an incident refers to neither go nor take room.
 */
final class SnapshotRoom {
  private static final int SHARE_OF_HEALTHY = 4;

  private final Database database;
  private final HistoryLimits limits;

  SnapshotRoom(Database database, HistoryLimits limits) {
    this.database = database;
    this.limits = limits;
  }

  private record Row(String id, Instant recordedAt, long bytes) {
    boolean isOlderThan(Row other) {
      return recordedAt.isBefore(other.recordedAt());
    }
  }

  /** Number and bytes of healthy or of all other snapshots, and the oldest of them. */
  private static final class Pool {
    long rows;
    long bytes;
    final ArrayDeque<Row> oldest = new ArrayDeque<>();

    boolean begins(Instant before) {
      return !oldest.isEmpty() && oldest.getFirst().recordedAt().isBefore(before);
    }

    Row drop() {
      Row gone = oldest.removeFirst();
      rows--;
      bytes -= gone.bytes();
      return gone;
    }
  }

  /** How many went. */
  int makeRoom(Retention.Budget budget, Instant now) {
    int deleted = 0;
    boolean more = true;
    while (more && budget.take()) {
      var gone = new ArrayList<String>();
      deleted +=
          database.<Integer>write(
              handle -> {
                gone.clear();
                gone.addAll(whatGoes(handle, now));
                return delete(handle, gone, now);
              });
      more = gone.size() == Retention.ROWS_AT_ONCE;
    }
    return deleted;
  }

  private List<String> whatGoes(Handle handle, Instant now) {
    Pool healthy = pool(handle, true, now);
    Pool telling = pool(handle, false, now);
    Instant tooOld = now.minus(limits.snapshotAge());
    var gone = new ArrayList<String>();
    while (gone.size() < Retention.ROWS_AT_ONCE) {
      Optional<Pool> next =
          Stream.of(healthy, telling)
              .filter(pool -> pool.begins(tooOld))
              .findFirst()
              .or(() -> isFull(healthy, telling) ? next(healthy, telling) : Optional.empty());
      if (next.isEmpty()) {
        break;
      }
      gone.add(next.get().drop().id());
    }
    return gone;
  }

  private static int delete(Handle handle, List<String> ids, Instant now) {
    return ids.isEmpty()
        ? 0
        : handle
            .createUpdate(
                "delete from snapshot where id in (<ids>) and incident_id is null"
                    + " and recorded_at < :young")
            .bindList("ids", ids)
            .bind("young", young(now))
            .execute();
  }

  private boolean isFull(Pool healthy, Pool telling) {
    return healthy.rows + telling.rows > limits.snapshots()
        || healthy.bytes + telling.bytes > limits.snapshotBytes();
  }

  private Optional<Pool> next(Pool healthy, Pool telling) {
    boolean tooManyHealthy =
        healthy.rows > limits.snapshots() / SHARE_OF_HEALTHY
            || healthy.bytes > limits.snapshotBytes() / SHARE_OF_HEALTHY;
    Pool next = telling;
    if (tooManyHealthy || telling.oldest.isEmpty()) {
      // Also when those left are too young to go: they do not push the others out.
      next = healthy;
    } else if (!healthy.oldest.isEmpty()) {
      boolean healthyIsOlder = healthy.oldest.getFirst().isOlderThan(telling.oldest.getFirst());
      next = healthyIsOlder ? healthy : telling;
    }
    return next.oldest.isEmpty() ? Optional.empty() : Optional.of(next);
  }

  /** In one statement, so that what another replica deletes is seen in all of it or in none. */
  private static Pool pool(Handle handle, boolean healthy, Instant now) {
    var pool = new Pool();
    handle
        .createQuery(
            "select id, recorded_at, bytes, count(*) over () as n, sum(bytes) over () as total"
                + " from snapshot where incident_id is null and healthy = :healthy"
                + " order by recorded_at, id fetch first :most rows only")
        .bind("healthy", healthy)
        .bind("most", Retention.ROWS_AT_ONCE)
        .map(
            (row, context) -> {
              pool.rows = row.getLong("n");
              pool.bytes = row.getLong("total");
              return new Row(
                  row.getString("id"),
                  row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                  row.getLong("bytes"));
            })
        .stream()
        .filter(it -> it.recordedAt().isBefore(young(now)))
        .forEach(pool.oldest::add);
    return pool;
  }

  private static Instant young(Instant now) {
    return now.minus(Snapshots.REPETITION);
  }
}
