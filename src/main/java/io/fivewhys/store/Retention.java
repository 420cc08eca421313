package io.fivewhys.store;

import io.fivewhys.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    return upTo(budget, new Place(now.minus(AGE_OF_PASSING), ""), true);
  }

  private int aged(Budget budget, Instant now) {
    return upTo(budget, new Place(now.minus(limits.diagnosisAge()), ""), false);
  }

  /** The oldest beyond the number; looks that said nothing new do not count. */
  private int surplus(Budget budget) {
    return newestTooMany().map(place -> upTo(budget, place, false)).orElse(0);
  }

  /** A place in the order in which diagnoses go. */
  private record Place(Instant keptAt, String id) {}

  /**
   * A place rather than a number of rows: where two replicas sweep at once, the second finds
   * nothing left up to it.
   */
  private Optional<Place> newestTooMany() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select kept_at, id from diagnosis where incident_id is null"
                        + " and passing = false order by kept_at desc, id desc"
                        + " offset :kept rows fetch first 1 rows only")
                .bind("kept", limits.diagnoses())
                .map(
                    (row, context) ->
                        new Place(
                            row.getObject("kept_at", OffsetDateTime.class).toInstant(),
                            row.getString("id")))
                .findOne());
  }

  private int upTo(Budget budget, Place last, boolean passing) {
    int deleted = 0;
    boolean more = true;
    while (more && budget.take()) {
      var ids = new ArrayList<String>();
      deleted +=
          database.<Integer>write(
              handle -> {
                ids.clear();
                ids.addAll(oldest(handle, last, passing));
                return ids.isEmpty()
                    ? 0
                    : handle
                        .createUpdate(
                            "delete from diagnosis where id in (<ids>) and incident_id is null"
                                + " and passing = :passing")
                        .bindList("ids", ids)
                        .bind("passing", passing)
                        .execute();
              });
      more = ids.size() == ROWS_AT_ONCE;
    }
    return deleted;
  }

  private static List<String> oldest(Handle handle, Place last, boolean passing) {
    return handle
        .createQuery(
            "select id from diagnosis where incident_id is null and passing = :passing"
                + " and kept_at <= :at and (kept_at < :at or id <= :id)"
                + " order by kept_at, id fetch first :most rows only")
        .bind("passing", passing)
        .bind("at", last.keptAt())
        .bind("id", last.id())
        .bind("most", ROWS_AT_ONCE)
        .mapTo(String.class)
        .list();
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
      deleted += database.<Integer>write(it -> delete(it, table, closed, time, before));
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

  private static int delete(
      Handle handle, String table, List<String> ids, String time, Instant before) {
    return ids.isEmpty()
        ? 0
        : handle
            .createUpdate(
                "delete from " + table + " where id in (<ids>) and " + time + " < :before")
            .bindList("ids", ids)
            .bind("before", before)
            .execute();
  }
}
