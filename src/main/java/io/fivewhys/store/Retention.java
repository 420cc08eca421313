package io.fivewhys.store;

import io.fivewhys.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Makes room: deletes what is older than it may be, or more than there may be, a few rows in a
 * transaction. What an open incident refers to stays. Several replicas may do it at once: each row
 * is deleted by one of them.
 */
public final class Retention {
  static final int ROWS_AT_ONCE = 200;

  /** Of one call; what is left waits for the next. */
  static final int MOST_BATCHES = 50;

  /** A look that said nothing new is of use to whoever was just told of it. */
  static final Duration AGE_OF_PASSING = Duration.ofHours(1);

  private static final String FREE = "incident_id is null";

  private final Database database;
  private final HistoryLimits limits;
  private final Predicate<String> isOpen;
  private final Clock clock;

  /**
   * @param isOpen whether the incident of this id is open; asked outside of a transaction
   */
  public Retention(Database database, HistoryLimits limits, Predicate<String> isOpen, Clock clock) {
    this.database = database;
    this.limits = limits;
    this.isOpen = isOpen;
    this.clock = clock;
  }

  /**
   * What one call did.
   *
   * @param isDone false when there is more to delete
   */
  public record Swept(int diagnoses, int snapshots, boolean isDone) {}

  /**
   * Deletes what has to go, as far as one call may.
   *
   * @throws io.fivewhys.database.DatabaseUnavailable when the database is; what was deleted until
   *     then is
   */
  public Swept sweep() {
    Instant now = clock.instant();
    var budget = new Budget();
    int diagnoses = passing(budget, now) + aged(budget, now) + surplus(budget);
    int snapshots = new SnapshotRoom(database, limits).makeRoom(budget, now);
    int freed = ofIncidents("diagnosis", "kept_at", budget, now);
    int freedSnapshots = ofIncidents("snapshot", "recorded_at", budget, now);
    return new Swept(diagnoses + freed, snapshots + freedSnapshots, !budget.isUsedUp());
  }

  /** Batches that one call may still delete. */
  static final class Budget {
    private int left = MOST_BATCHES;

    boolean take() {
      return left-- > 0;
    }

    boolean isUsedUp() {
      return left < 0;
    }
  }

  private int passing(Budget budget, Instant now) {
    return olderThan(budget, now.minus(AGE_OF_PASSING), true);
  }

  private int aged(Budget budget, Instant now) {
    return olderThan(budget, now.minus(limits.diagnosisAge()), false);
  }

  private int olderThan(Budget budget, Instant before, boolean passing) {
    int deleted = 0;
    while (budget.take()) {
      List<String> ids =
          database.write(
              handle -> {
                List<String> old =
                    handle
                        .createQuery(
                            "select id from diagnosis where incident_id is null"
                                + " and passing = :passing and kept_at < :before"
                                + " order by kept_at, id fetch first :most rows only")
                        .bind("passing", passing)
                        .bind("before", before)
                        .bind("most", ROWS_AT_ONCE)
                        .mapTo(String.class)
                        .list();
                delete(handle, "diagnosis", old, FREE);
                return old;
              });
      deleted += ids.size();
      if (ids.size() < ROWS_AT_ONCE) {
        break;
      }
    }
    return deleted;
  }

  /** The oldest beyond the number; looks that said nothing new do not count. */
  private int surplus(Budget budget) {
    long surplus =
        database.<Long>read(
                handle ->
                    handle
                        .createQuery(
                            "select count(*) from diagnosis where incident_id is null"
                                + " and passing = false")
                        .mapTo(Long.class)
                        .one())
            - limits.diagnoses();
    int deleted = 0;
    while (deleted < surplus && budget.take()) {
      long most = Math.min(ROWS_AT_ONCE, surplus - deleted);
      int ids =
          database.write(
              handle -> {
                List<String> oldest =
                    handle
                        .createQuery(
                            "select id from diagnosis where incident_id is null"
                                + " and passing = false"
                                + " order by kept_at, id fetch first :most rows only")
                        .bind("most", most)
                        .mapTo(String.class)
                        .list();
                delete(handle, "diagnosis", oldest, FREE);
                return oldest.size();
              });
      if (ids == 0) {
        break;
      }
      deleted += ids;
    }
    return deleted;
  }

  private record OfIncident(String id, String incident) {}

  /** What old incidents refer to. Ids are in the order of time, and most of the old are gone. */
  private int ofIncidents(String table, String time, Budget budget, Instant now) {
    Instant before = now.minus(limits.incidentAge());
    int deleted = 0;
    String after = "";
    while (budget.take()) {
      List<OfIncident> old = oldOfIncidents(table, time, before, after);
      List<String> closed =
          old.stream().filter(it -> !isOpen.test(it.incident())).map(OfIncident::id).toList();
      database.change(handle -> delete(handle, table, closed, time + " < :before", before));
      deleted += closed.size();
      if (old.size() < ROWS_AT_ONCE) {
        break;
      }
      after = old.getLast().id();
    }
    return deleted;
  }

  private List<OfIncident> oldOfIncidents(String table, String time, Instant before, String after) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select id, incident_id from "
                        + table
                        + " where incident_id is not null and "
                        + time
                        + " < :before and id > :after order by id fetch first :most rows only")
                .bind("before", before)
                .bind("after", after)
                .bind("most", ROWS_AT_ONCE)
                .map(
                    (row, context) ->
                        new OfIncident(row.getString("id"), row.getString("incident_id")))
                .list());
  }

  private static void delete(Handle handle, String table, List<String> ids, String still) {
    if (!ids.isEmpty()) {
      handle
          .createUpdate("delete from " + table + " where id in (<ids>) and " + still)
          .bindList("ids", ids)
          .execute();
    }
  }

  private static void delete(
      Handle handle, String table, List<String> ids, String still, Instant before) {
    if (!ids.isEmpty()) {
      handle
          .createUpdate("delete from " + table + " where id in (<ids>) and " + still)
          .bindList("ids", ids)
          .bind("before", before)
          .execute();
    }
  }
}
