package io.fivewhys.store;

import io.fivewhys.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Of which sessions somebody signed out, until they would be over anyway. Safe for use by threads,
 * and by several processes. Throws {@link io.fivewhys.database.DatabaseUnavailable}.
 */
public final class SessionEnds {
  private final Database database;

  public SessionEnds(Database database) {
    this.database = database;
  }

  /**
   * An end of one session, or of all that somebody had.
   *
   * @param id of the session; one of its own where all ended
   * @param subject whose it is
   * @param everywhere whether all of the subject that were issued until then have ended
   * @param expiresAt when none that it concerns would be good any more
   */
  public record End(
      String id, String subject, boolean everywhere, Instant endedAt, Instant expiresAt) {}

  /** Where one is in the order of time. */
  record Place(Instant at, String id) {
    static Place after(Instant at) {
      return new Place(at, "");
    }
  }

  Clock clock() {
    return database.clock();
  }

  /** Writes it; one that is there already stays as it is. */
  void add(End end) {
    database.change(
        handle ->
            handle
                .createUpdate(
                    "insert into session_end (id, subject, everywhere, ended_at, expires_at) values"
                        + " (:id, :subject, :everywhere, :endedAt, :expiresAt) on conflict do"
                        + " nothing")
                .bind("id", end.id())
                .bind("subject", end.subject())
                .bind("everywhere", end.everywhere())
                .bind("endedAt", end.endedAt())
                .bind("expiresAt", end.expiresAt())
                .execute());
  }

  /** The next that still matter, in the order of time. */
  List<End> after(Place place, int limit) {
    Instant now = database.clock().instant();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select id, subject, everywhere, ended_at, expires_at from session_end where"
                        + " ended_at >= :at and (ended_at > :at or id > :id) and expires_at > :now"
                        + " order by ended_at, id fetch first :limit rows only")
                .bind("at", place.at())
                .bind("id", place.id())
                .bind("now", now)
                .bind("limit", limit)
                .map(SessionEnds::end)
                .list());
  }

  private static End end(ResultSet row, StatementContext context) throws SQLException {
    return new End(
        row.getString("id"),
        row.getString("subject"),
        row.getBoolean("everywhere"),
        Columns.time(row, "ended_at", context).orElseThrow(),
        Columns.time(row, "expires_at", context).orElseThrow());
  }

  /**
   * Forgets those that matter no more.
   *
   * @param limit most at once
   * @return how many
   */
  public int forgetOld(int limit) {
    Instant now = database.clock().instant();
    return database.write(
        handle -> {
          List<String> old =
              handle
                  .createQuery(
                      "select id from session_end where expires_at <= :now order by expires_at, id"
                          + " fetch first :limit rows only")
                  .bind("now", now)
                  .bind("limit", limit)
                  .mapTo(String.class)
                  .list();
          if (!old.isEmpty()) {
            handle
                .createUpdate("delete from session_end where id in (<ids>)")
                .bindList("ids", old)
                .execute();
          }
          return old.size();
        });
  }
}
