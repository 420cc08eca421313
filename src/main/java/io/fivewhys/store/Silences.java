package io.fivewhys.store;

import io.fivewhys.database.Database;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Silence;
import io.fivewhys.incident.SilenceDraft;
import io.fivewhys.incident.SilenceScope;
import io.fivewhys.inference.Category;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Silences and maintenance windows. Safe for use by threads, and by several processes on one
 * database. Throws {@link io.fivewhys.database.DatabaseUnavailable}.
 */
public final class Silences {
  /** So many may be pending or active at the same time. */
  public static final int MOST = 1_000;

  private static final String LIVE = " over_at > :now";
  private static final RowMapper<Silence> ROW = Silences::silence;

  private final Database database;
  private final Clock clock;
  private final SortableIds ids;

  /**
   * @param clock that of the database
   */
  public Silences(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    ids = new SortableIds(clock);
  }

  /**
   * What a cancellation came to.
   *
   * @param silence as it is now
   * @param changed false: it was over before, and nothing has changed
   */
  public record Cancellation(Silence silence, boolean changed) {}

  /**
   * Adds one, within the caller's transaction.
   *
   * @param draft one without objections
   * @return empty when there are {@link #MOST} already
   */
  public Optional<Silence> add(Handle handle, SilenceDraft draft, String author) {
    Instant now = clock.instant();
    long live =
        handle
            .createQuery("select count(*) from silence where" + LIVE)
            .bind("now", now)
            .mapTo(Long.class)
            .one();
    if (live >= MOST) {
      return Optional.empty();
    }
    String id = ids.next();
    handle
        .createUpdate(
            """
            insert into silence (id, gateway, category, subject, starts_at, ends_at, over_at,
              author, reason, created_at)
            values (:id, :gateway, :category, :subject, :starts, :ends, :ends, :author, :reason,
              :now)\
            """)
        .bind("id", id)
        .bind("gateway", draft.scope().gateway())
        .bind("category", draft.scope().category().map(Category::toString).orElse(null))
        .bind("subject", draft.scope().subject().orElse(null))
        .bind("starts", draft.startsAt())
        .bind("ends", draft.endsAt())
        .bind("author", author)
        .bind("reason", draft.reason())
        .bind("now", now)
        .execute();
    return Optional.of(one(handle, id).orElseThrow());
  }

  public Optional<Silence> get(String id) {
    return database.read(handle -> one(handle, id));
  }

  /** All that are active. */
  public List<Silence> active(Instant at) {
    return database.read(handle -> active(handle, at));
  }

  /** Those for which nobody is told of an incident, those that last longest last. */
  public List<Silence> matching(String gateway, Optional<CauseKey> cause, Instant at) {
    return database.read(handle -> matching(handle, gateway, cause, at));
  }

  /** The same within the caller's transaction. */
  public List<Silence> matching(
      Handle handle, String gateway, Optional<CauseKey> cause, Instant at) {
    return active(handle, at).stream().filter(it -> it.silences(gateway, cause, at)).toList();
  }

  private static List<Silence> active(Handle handle, Instant at) {
    return handle
        .createQuery(
            "select * from silence where over_at > :at and starts_at <= :at"
                + " order by over_at, id fetch first :most rows only")
        .bind("at", at)
        // Replicas that add at the same time may exceed the limit by a few.
        .bind("most", 2 * MOST)
        .map(ROW)
        .list();
  }

  /** The first page, the youngest first. */
  public Page<Silence> list(Optional<Silence.State> state, int limit) {
    return page(state, Optional.empty(), limit);
  }

  /** What follows on an earlier page of the same states. */
  public Page<Silence> list(Optional<Silence.State> state, Keyset cursor, int limit) {
    return page(state, Optional.of(cursor.after()), limit);
  }

  /** What a cursor of these states is a cursor of. */
  public static String listOf(Optional<Silence.State> state) {
    return "silences " + state.map(Silence.State::toString).orElse("all");
  }

  private Page<Silence> page(Optional<Silence.State> state, Optional<String> after, int limit) {
    String restriction =
        state
            .map(
                it ->
                    switch (it) {
                      case PENDING -> LIVE + " and starts_at > :now";
                      case ACTIVE -> LIVE + " and starts_at <= :now";
                      case EXPIRED -> " over_at <= :now";
                    })
            .orElse(" 1 = 1");
    return database.read(
        handle -> {
          Query query =
              handle.createQuery(
                  "select * from silence where"
                      + restriction
                      + after.map(_ -> " and id < :after").orElse("")
                      + " order by id desc fetch first :limit rows only");
          after.ifPresent(it -> query.bind("after", it));
          state.ifPresent(_ -> query.bind("now", clock.instant()));
          List<Silence> found = query.bind("limit", limit + 1).map(ROW).list();
          return Page.of(found, limit, listOf(state), Silence::id);
        });
  }

  /**
   * Ends one before its time. Late or twice it changes nothing.
   *
   * @param by who does so
   * @return empty when there is none of the id
   */
  public Optional<Cancellation> cancel(String id, String by) {
    Instant now = clock.instant();
    return database.write(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      "update silence set cancelled_at = :now, cancelled_by = :by, over_at = :now"
                          + " where id = :id and"
                          + LIVE)
                  .bind("now", now)
                  .bind("by", by)
                  .bind("id", id)
                  .execute();
          return one(handle, id).map(it -> new Cancellation(it, changed == 1));
        });
  }

  /**
   * Those active that end soon, each only once, whoever asks. Within the caller's transaction, so
   * that the warning is on its way exactly if it counts as said.
   *
   * @param within how soon
   * @param limit most at once
   */
  public List<Silence> endingSoon(Handle handle, Duration within, int limit) {
    Instant now = clock.instant();
    return handle
        .createQuery(
            "select * from silence where"
                + LIVE
                + " and over_at <= :soon and starts_at <= :now and warned_at is null"
                + " order by over_at, id fetch first :limit rows only")
        .bind("now", now)
        .bind("soon", now.plus(within))
        .bind("limit", 2 * MOST)
        .map(ROW)
        .list()
        .stream()
        // Whoever wants ten minutes of quiet does not want to hear at once that they end.
        .filter(it -> Duration.between(now, it.overAt()).compareTo(half(it)) <= 0)
        .limit(limit)
        .filter(it -> isWarnedOf(handle, it, now))
        .toList();
  }

  private static Duration half(Silence silence) {
    return Duration.between(silence.startsAt(), silence.endsAt()).dividedBy(2);
  }

  private static boolean isWarnedOf(Handle handle, Silence silence, Instant now) {
    return handle
            .createUpdate(
                "update silence set warned_at = :now"
                    + " where id = :id and warned_at is null and"
                    + LIVE)
            .bind("now", now)
            .bind("id", silence.id())
            .execute()
        == 1;
  }

  /**
   * Those that are over since a while at most, each only once, whoever asks; within the caller's
   * transaction.
   *
   * @param within how long they are over at most: what went unnoticed for longer is no news
   * @param limit most at once
   */
  public List<Silence> over(Handle handle, Duration within, int limit) {
    Instant now = clock.instant();
    return handle
        .createQuery(
            "select * from silence where over_at <= :now and over_at > :since and starts_at <"
                + " over_at and told_over_at is null order by over_at, id fetch first :limit rows"
                + " only")
        .bind("now", now)
        .bind("since", now.minus(within))
        .bind("limit", limit)
        .map(ROW)
        .list()
        .stream()
        .filter(it -> isToldOver(handle, it, now))
        .toList();
  }

  private static boolean isToldOver(Handle handle, Silence silence, Instant now) {
    return handle
            .createUpdate(
                "update silence set told_over_at = :now where id = :id and told_over_at is null")
            .bind("now", now)
            .bind("id", silence.id())
            .execute()
        == 1;
  }

  /**
   * Forgets some that are over.
   *
   * @param before those that were over by then
   * @param limit most at once
   * @return how many
   */
  public int forgetOver(Instant before, int limit) {
    return database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from silence where id in (
                      select id from silence where over_at < :before
                      order by over_at, id fetch first :limit rows only)\
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }

  private static Optional<Silence> one(Handle handle, String id) {
    return handle
        .createQuery("select * from silence where id = :id")
        .bind("id", id)
        .map(ROW)
        .findOne();
  }

  private static Silence silence(ResultSet row, StatementContext context) throws SQLException {
    Optional<Category> category =
        Optional.ofNullable(row.getString("category"))
            .map(it -> Category.valueOf(it.toUpperCase(Locale.ROOT)));
    Optional<Instant> cancelledAt = Columns.time(row, "cancelled_at", context);
    return new Silence(
        row.getString("id"),
        new SilenceScope(
            row.getString("gateway"), category, Optional.ofNullable(row.getString("subject"))),
        Columns.time(row, "starts_at", context).orElseThrow(),
        Columns.time(row, "ends_at", context).orElseThrow(),
        row.getString("author"),
        row.getString("reason"),
        Columns.time(row, "created_at", context).orElseThrow(),
        cancelledAt.isEmpty()
            ? Optional.empty()
            : Optional.of(new Silence.Cancelled(cancelledAt.get(), row.getString("cancelled_by"))),
        Columns.time(row, "warned_at", context));
  }
}
