package io.fivewhys.store;

import io.fivewhys.database.Database;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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
      int gone = database.write(handle -> drop(handle, now));
      deleted += gone;
      more = gone == Retention.ROWS_AT_ONCE;
    }
    return deleted;
  }

  private int drop(Handle handle, Instant now) {
    Pool healthy = pool(handle, true, now);
    Pool telling = pool(handle, false, now);
    Instant tooOld = now.minus(limits.snapshotAge());
    var gone = new ArrayList<String>();
    while (gone.size() < Retention.ROWS_AT_ONCE) {
      Pool next = next(healthy, telling);
      Pool aged = aged(healthy, telling, tooOld);
      if (aged != null) {
        gone.add(aged.drop().id());
      } else if (isFull(healthy, telling) && !next.oldest.isEmpty()) {
        gone.add(next.drop().id());
      } else {
        break;
      }
    }
    if (!gone.isEmpty()) {
      handle
          .createUpdate(
              "delete from snapshot where id in (<ids>) and incident_id is null"
                  + " and recorded_at < :young")
          .bindList("ids", gone)
          .bind("young", young(now))
          .execute();
    }
    return gone.size();
  }

  private static Pool aged(Pool healthy, Pool telling, Instant tooOld) {
    for (Pool pool : List.of(healthy, telling)) {
      if (!pool.oldest.isEmpty() && pool.oldest.getFirst().recordedAt().isBefore(tooOld)) {
        return pool;
      }
    }
    return null;
  }

  private boolean isFull(Pool healthy, Pool telling) {
    return healthy.rows + telling.rows > limits.snapshots()
        || healthy.bytes + telling.bytes > limits.snapshotBytes();
  }

  private Pool next(Pool healthy, Pool telling) {
    boolean tooManyHealthy =
        healthy.rows > limits.snapshots() / SHARE_OF_HEALTHY
            || healthy.bytes > limits.snapshotBytes() / SHARE_OF_HEALTHY;
    if (tooManyHealthy || telling.oldest.isEmpty()) {
      // Also when those left are too young to go: they do not push the others out.
      return healthy;
    }
    boolean healthyIsOlder =
        !healthy.oldest.isEmpty()
            && healthy.oldest.getFirst().isOlderThan(telling.oldest.getFirst());
    return healthyIsOlder ? healthy : telling;
  }

  private static Pool pool(Handle handle, boolean healthy, Instant now) {
    var pool = new Pool();
    handle
        .createQuery(
            "select count(*) as n, coalesce(sum(bytes), 0) as total from snapshot"
                + " where incident_id is null and healthy = :healthy")
        .bind("healthy", healthy)
        .map(
            (row, context) -> {
              pool.rows = row.getLong("n");
              pool.bytes = row.getLong("total");
              return pool;
            })
        .one();
    handle
        .createQuery(
            "select id, recorded_at, bytes from snapshot where incident_id is null"
                + " and healthy = :healthy and recorded_at < :young"
                + " order by recorded_at, id fetch first :most rows only")
        .bind("healthy", healthy)
        .bind("young", young(now))
        .bind("most", Retention.ROWS_AT_ONCE)
        .map(
            (row, context) ->
                new Row(
                    row.getString("id"),
                    row.getObject("recorded_at", java.time.OffsetDateTime.class).toInstant(),
                    row.getLong("bytes")))
        .forEach(pool.oldest::add);
    return pool;
  }

  private static Instant young(Instant now) {
    return now.minus(Snapshots.REPETITION);
  }
}
