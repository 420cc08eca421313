package io.fivewhys.store;

import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Incident;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Long-term fixes: how often each was recommended for a cause, and whether it was done. */
public final class Fixes {
  private static final int MOST_OF_A_CAUSE = 20;

  /**
   * A fix of one cause at one gateway.
   *
   * @param incident the latest at which it was recommended
   * @param recommended at how many incidents
   * @param doneAt when somebody said that it is done; when it was recommended after that, it did
   *     not help, or was undone
   */
  public record Fix(
      long id,
      String gateway,
      String category,
      String subjectKind,
      String subjectName,
      String title,
      String detail,
      String incident,
      int recommended,
      Instant firstAt,
      Instant lastAt,
      Optional<Instant> doneAt,
      Optional<String> doneBy) {

    /** Whether somebody did it, and it was not recommended again since. */
    public boolean isDone() {
      return doneAt.filter(it -> !it.isBefore(lastAt)).isPresent();
    }

    /** For people: "recommended at 3 incidents, not done yet". */
    public String words() {
      String often = recommended == 1 ? "1 incident" : recommended + " incidents";
      String became =
          doneAt
              .map(
                  at ->
                      "done at %s by %s".formatted(at, doneBy.orElse("somebody"))
                          + (isDone() ? "" : ", yet recommended again since"))
              .orElse("not done yet");
      return "recommended at " + often + ", " + became;
    }
  }

  /** Counts what is recommended for the cause of an incident: each fix once an incident. */
  public void recommend(
      Handle handle, Incident incident, CauseKey cause, List<Diagnosis.Fix> fixes, Instant now) {
    for (Diagnosis.Fix fix : fixes.stream().limit(MOST_OF_A_CAUSE).toList()) {
      int known =
          handle
              .createUpdate(
                  "update fix set recommended = recommended + case when incident = :incident then 0"
                      + " else 1 end, incident = :incident, detail = :detail, last_at = :now where"
                      + " gateway = :gateway and category = :category and subject_kind = :kind and"
                      + " subject_name = :name and title = :title")
              .bind("incident", incident.id())
              .bind("detail", Column.clean(Incidents.bounded(fix.detail(), 4000)))
              .bind("now", now)
              .bind("gateway", Column.name(incident.gateway()))
              .bind("category", cause.category().toString())
              .bind("kind", Column.name(cause.subject().kind()))
              .bind("name", Column.name(cause.subject().name()))
              .bind("title", Column.clean(Incidents.bounded(fix.title(), 300)))
              .execute();
      if (known == 0) {
        insert(handle, incident, cause, fix, now);
      }
    }
  }

  private static void insert(
      Handle handle, Incident incident, CauseKey cause, Diagnosis.Fix fix, Instant now) {
    handle
        .createUpdate(
            "insert into fix (gateway, category, subject_kind, subject_name, title, detail,"
                + " incident, recommended, first_at, last_at) values (:gateway, :category, :kind,"
                + " :name, :title, :detail, :incident, 1, :now, :now) on conflict do nothing")
        .bind("gateway", Column.name(incident.gateway()))
        .bind("category", cause.category().toString())
        .bind("kind", Column.name(cause.subject().kind()))
        .bind("name", Column.name(cause.subject().name()))
        .bind("title", Column.clean(Incidents.bounded(fix.title(), 300)))
        .bind("detail", Column.clean(Incidents.bounded(fix.detail(), 4000)))
        .bind("incident", incident.id())
        .bind("now", now)
        .execute();
  }

  /** What was recommended for a cause, the most often recommended first. */
  public List<Fix> of(Handle handle, String gateway, CauseKey cause) {
    return handle
        .createQuery(
            "select * from fix where gateway = :gateway and category = :category and subject_kind ="
                + " :kind and subject_name = :name order by recommended desc, id fetch first :most"
                + " rows only")
        .bind("gateway", Column.name(gateway))
        .bind("category", cause.category().toString())
        .bind("kind", Column.name(cause.subject().kind()))
        .bind("name", Column.name(cause.subject().name()))
        .bind("most", MOST_OF_A_CAUSE)
        .map(Fixes::fix)
        .list();
  }

  /**
   * Those that are done or are not, the newest first.
   *
   * @param before id that all have to be below
   */
  public List<Fix> list(Handle handle, boolean done, Optional<Long> before, int limit) {
    return handle
        .createQuery(
            "select * from fix where "
                // What was recommended again after it was done did not help, or was undone.
                + (done ? "done_at >= last_at" : "(done_at is null or done_at < last_at)")
                + " and id < :before order by id desc fetch first :limit rows only")
        .bind("before", before.orElse(Long.MAX_VALUE))
        .bind("limit", limit)
        .map(Fixes::fix)
        .list();
  }

  public Optional<Fix> get(Handle handle, long id) {
    return handle
        .createQuery("select * from fix where id = :id")
        .bind("id", id)
        .map(Fixes::fix)
        .findOne();
  }

  /**
   * Notes that it is done.
   *
   * @return whether that is news
   */
  public boolean done(Handle handle, long id, String by, Instant now) {
    return handle
            .createUpdate(
                "update fix set done_at = :now, done_by = :by where id = :id and (done_at is null"
                    + " or done_at < last_at)")
            .bind("now", now)
            .bind("by", Incidents.bounded(by, 300))
            .bind("id", id)
            .execute()
        == 1;
  }

  private static Fix fix(ResultSet row, StatementContext context) throws SQLException {
    var instants = context.findColumnMapperFor(Instant.class).orElseThrow();
    return new Fix(
        row.getLong("id"),
        row.getString("gateway"),
        row.getString("category"),
        row.getString("subject_kind"),
        row.getString("subject_name"),
        row.getString("title"),
        row.getString("detail"),
        row.getString("incident"),
        row.getInt("recommended"),
        instants.map(row, row.findColumn("first_at"), context),
        instants.map(row, row.findColumn("last_at"), context),
        Optional.ofNullable(instants.map(row, row.findColumn("done_at"), context)),
        Optional.ofNullable(row.getString("done_by")));
  }
}
