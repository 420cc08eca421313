package io.fivewhys.store;

import io.fivewhys.database.ChangedMeanwhile;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.incident.Incident;
import io.fivewhys.incident.IncidentState;
import io.fivewhys.incident.Mark;
import io.fivewhys.incident.Step;
import io.fivewhys.incident.Suspicion;
import io.fivewhys.incident.TimelineEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Incidents and their timelines. Every method joins the transaction of the handle that it is given;
 * every change is a compare-and-set of the version, and the entry of the timeline that has it.
 */
public final class Incidents {
  /** Open incidents of one gateway; more are no help to anybody. */
  static final int MOST_OPEN = 100;

  private final Function<Incident, Instant> closing;

  /** For those who read alone: what they write ends by itself at no time. */
  public Incidents() {
    this(_ -> null);
  }

  /**
   * @param closing when an incident ends if nothing more is heard of it
   */
  public Incidents(Function<Incident, Instant> closing) {
    this.closing = closing;
  }

  /**
   * What is remembered of the gateway; others who change its incidents wait for the end of the
   * transaction.
   */
  public Suspicion lock(Handle handle, String gateway) {
    handle
        .createUpdate(
            "insert into gateway_watch (gateway, looks, observed_at) values (:gateway, 0, :epoch)"
                + " on conflict do nothing")
        .bind("gateway", Column.name(gateway))
        .bind("epoch", Instant.EPOCH)
        .execute();
    return handle
        .createQuery(
            "select looks, observed_at from gateway_watch where gateway = :gateway for update")
        .bind("gateway", Column.name(gateway))
        .map((row, context) -> new Suspicion(gateway, row.getInt(1), instant(row, 2, context)))
        .one();
  }

  /** Remembers; the row must be locked. */
  public void remember(Handle handle, Suspicion suspicion) {
    handle
        .createUpdate(
            "update gateway_watch set looks = :looks, observed_at = :observed"
                + " where gateway = :gateway")
        .bind("looks", suspicion.looks())
        .bind("observed", suspicion.observedAt())
        .bind("gateway", Column.name(suspicion.gateway()))
        .execute();
  }

  /**
   * Those of a gateway that are not over, the oldest first; where they are too many, the newest.
   */
  public List<Incident> open(Handle handle, String gateway) {
    return handle
        .createQuery(
            "select document from incident where gateway = :gateway and state in (<states>)"
                + " order by id desc fetch first :most rows only for update")
        .bindList("states", notOver())
        .bind("gateway", Column.name(gateway))
        .bind("most", MOST_OPEN)
        .map(Incidents::incident)
        .list()
        .reversed();
  }

  /** The same for those who only read. */
  public List<Incident> openNow(Handle handle, String gateway) {
    return handle
        .createQuery(
            "select document from incident where gateway = :gateway and state in (<states>)"
                + " order by id desc fetch first :most rows only")
        .bindList("states", notOver())
        .bind("gateway", Column.name(gateway))
        .bind("most", MOST_OPEN)
        .map(Incidents::incident)
        .list()
        .reversed();
  }

  public Optional<Incident> get(Handle handle, String id) {
    return handle
        .createQuery("select document from incident where id = :id")
        .bind("id", id)
        .map(Incidents::incident)
        .findOne();
  }

  /** The same; others who want to change it wait for the end of the transaction. */
  public Optional<Incident> getForUpdate(Handle handle, String id) {
    return handle
        .createQuery("select document from incident where id = :id for update")
        .bind("id", id)
        .map(Incidents::incident)
        .findOne();
  }

  /** Those whose next level of escalation is due, the longest overdue first. */
  public List<String> toEscalate(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            "select id from incident where escalates_at <= :now"
                + " order by escalates_at fetch first :limit rows only")
        .bind("now", now)
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  /** Those that end by themselves by now, the longest overdue first. */
  public List<String> toClose(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            "select id from incident where closes_at <= :now order by closes_at fetch first :limit"
                + " rows only")
        .bind("now", now)
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  /**
   * The newest that fit.
   *
   * @param before id that all have to be older than; empty for the first page
   */
  public List<Incident> list(
      Handle handle, IncidentFilter filter, Optional<String> before, int limit) {
    var sql = new StringBuilder("select document from incident where 1 = 1");
    filter.gateway().ifPresent(_ -> sql.append(" and gateway = :gateway"));
    filter.category().ifPresent(_ -> sql.append(" and category = :category"));
    if (!filter.states().isEmpty()) {
      sql.append(" and state in (<states>)");
    }
    before.ifPresent(_ -> sql.append(" and id < :before"));
    filter.since().ifPresent(_ -> sql.append(" and id >= :since"));
    sql.append(" order by id desc fetch first :limit rows only");
    Query query = handle.createQuery(sql.toString()).bind("limit", limit);
    filter.gateway().ifPresent(it -> query.bind("gateway", Column.name(it)));
    filter.category().ifPresent(it -> query.bind("category", it.toString()));
    before.ifPresent(it -> query.bind("before", it));
    filter.since().ifPresent(it -> query.bind("since", firstIdOf(it)));
    if (!filter.states().isEmpty()) {
      query.bindList("states", filter.states().stream().map(IncidentState::toString).toList());
    }
    return query.map(Incidents::incident).list();
  }

  /** The least id of this millisecond on: ids begin with their time (RFC 9562, version 7). */
  private static String firstIdOf(Instant time) {
    String hex = "%012x".formatted(Math.max(0, Column.time(time).toEpochMilli()));
    return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-7000-8000-000000000000";
  }

  /** Earlier ones of the same gateway, cause and subject, the newest first. */
  public List<Incident> earlier(Handle handle, Incident incident, Instant since, int limit) {
    if (incident.cause().isEmpty()) {
      return List.of();
    }
    CauseKey cause = incident.cause().get().key();
    return handle
        .createQuery(
            "select document from incident where category = :category and subject_name = :subject"
                + " and gateway = :gateway and id < :id and opened_at >= :since"
                + " order by id desc fetch first :limit rows only")
        .bind("category", cause.category().toString())
        .bind("subject", Column.name(cause.subject().name()))
        .bind("gateway", Column.name(incident.gateway()))
        .bind("id", incident.id())
        .bind("since", since)
        .bind("limit", limit)
        .map(Incidents::incident)
        .list();
  }

  /** How many are in each state but the last, for metrics. */
  public List<StateCount> counts(Handle handle) {
    return handle
        .createQuery(
            "select state, severity, count(*) from incident where state in (<states>)"
                + " group by state, severity")
        .bindList("states", notOver())
        .map((row, _) -> new StateCount(row.getString(1), row.getString(2), row.getLong(3)))
        .list();
  }

  /** So many are in a state. */
  public record StateCount(String state, String severity, long count) {}

  /**
   * Makes of an incident what it is to be.
   *
   * @throws ChangedMeanwhile when somebody else changed it since it was read
   */
  public void apply(Handle handle, Step step) {
    step.before()
        .ifPresentOrElse(
            before -> update(handle, before, step.after()), () -> insert(handle, step.after()));
    step.entries().forEach(it -> insert(handle, it));
  }

  private void insert(Handle handle, Incident incident) {
    bound(
            handle.createUpdate(
                "insert into incident (id, gateway, state, severity, category, subject_kind,"
                    + " subject_name, opened_at, escalates_at, closes_at, resolved_at, posted,"
                    + " version, document) values (:id, :gateway, :state, :severity, :category,"
                    + " :kind, :name, :opened, :escalates, :closes, :resolved, :posted, :version,"
                    + " :document)"),
            incident)
        .execute();
  }

  private void update(Handle handle, Incident before, Incident after) {
    int rows =
        bound(
                handle.createUpdate(
                    "update incident set gateway = :gateway, state = :state, severity = :severity,"
                        + " category = :category, subject_kind = :kind, subject_name = :name,"
                        + " opened_at = :opened, escalates_at = :escalates, closes_at = :closes,"
                        + " resolved_at = :resolved, posted = :posted, version = :version, document"
                        + " = :document where id = :id and version = :before"),
                after)
            .bind("before", before.version())
            .execute();
    if (rows == 0) {
      throw new ChangedMeanwhile("incident " + before.id());
    }
  }

  private <T extends SqlStatement<T>> T bound(T statement, Incident incident) {
    Optional<CauseKey> cause = incident.cause().map(it -> it.key());
    return statement
        .bind("id", incident.id())
        .bind("gateway", Column.name(incident.gateway()))
        .bind("state", incident.state().toString())
        .bind("severity", incident.severity().toString())
        .bind("category", cause.map(it -> it.category().toString()))
        .bind("kind", cause.map(it -> Column.name(it.subject().kind())))
        .bind("name", cause.map(it -> Column.name(it.subject().name())))
        .bind("opened", incident.openedAt())
        .bind("escalates", incident.escalatesAt())
        .bind("closes", incident.isOver() ? null : closing.apply(incident))
        .bind("resolved", incident.resolved().map(Mark::at))
        .bind("posted", incident.posted())
        .bind("version", incident.version())
        .bind("document", IncidentDocument.write(incident));
  }

  private static void insert(Handle handle, TimelineEntry entry) {
    handle
        .createUpdate(
            "insert into incident_entry (incident, version, at, actor, kind, from_value, to_value,"
                + " text, diagnosis, intervention) values (:incident, :version, :at, :actor, :kind,"
                + " :from, :to, :text, :diagnosis, :intervention)")
        .bind("incident", entry.incident())
        .bind("version", entry.version())
        .bind("at", entry.at())
        .bind("actor", Column.clean(bounded(entry.actor(), 300)))
        .bind("kind", entry.kind().name())
        .bind("from", entry.from().map(it -> Column.clean(bounded(it, 600))))
        .bind("to", entry.to().map(it -> Column.clean(bounded(it, 600))))
        .bind("text", Column.clean(entry.text()))
        .bind("diagnosis", entry.diagnosis())
        .bind("intervention", entry.intervention())
        .execute();
  }

  /**
   * In how many gateways something is open that the service itself saw. What others post does not
   * count: they may name as many gateways as they like.
   */
  public int gatewaysWithOpen(Handle handle) {
    return handle
        .createQuery(
            "select count(distinct gateway) from incident where posted = false and state in"
                + " (<states>)")
        .bindList("states", notOver())
        .mapTo(Integer.class)
        .one();
  }

  /** Its timeline, the oldest first. */
  public List<TimelineEntry> timeline(Handle handle, String incident, long after, int limit) {
    return handle
        .createQuery(
            "select * from incident_entry where incident = :incident and version > :after"
                + " order by version fetch first :limit rows only")
        .bind("incident", incident)
        .bind("after", after)
        .bind("limit", limit)
        .map(Incidents::entry)
        .list();
  }

  /** The end of its timeline, the oldest of that first. */
  public List<TimelineEntry> latest(Handle handle, String incident, int limit) {
    return handle
        .createQuery(
            "select * from incident_entry where incident = :incident"
                + " order by version desc fetch first :limit rows only")
        .bind("incident", incident)
        .bind("limit", limit)
        .map(Incidents::entry)
        .list()
        .reversed();
  }

  /** Forgets those that ended before, with their timelines; at most so many at a time. */
  public int forgetOver(Handle handle, Instant endedBefore, int most) {
    List<String> ids =
        handle
            .createQuery(
                "select id from incident where resolved_at < :before order by resolved_at, id"
                    + " fetch first :most rows only")
            .bind("before", endedBefore)
            .bind("most", most)
            .mapTo(String.class)
            .list();
    if (ids.isEmpty()) {
      return 0;
    }
    Interventions.forget(handle, ids);
    for (String sql :
        List.of(
            "delete from incident_entry where incident in (<ids>)",
            "delete from notification_thread where incident in (<ids>)",
            "delete from incident where id in (<ids>)")) {
      handle.createUpdate(sql).bindList("ids", ids).execute();
    }
    return ids.size();
  }

  private static Incident incident(ResultSet row, StatementContext context) throws SQLException {
    return IncidentDocument.read(row.getString("document"));
  }

  private static TimelineEntry entry(ResultSet row, StatementContext context) throws SQLException {
    return new TimelineEntry(
        row.getString("incident"),
        row.getLong("version"),
        instant(row, row.findColumn("at"), context),
        row.getString("actor"),
        TimelineEntry.Kind.valueOf(row.getString("kind")),
        Optional.ofNullable(row.getString("from_value")),
        Optional.ofNullable(row.getString("to_value")),
        row.getString("text"),
        Optional.ofNullable(row.getString("diagnosis")),
        Optional.ofNullable(row.getString("intervention")));
  }

  private static Instant instant(ResultSet row, int column, StatementContext context)
      throws SQLException {
    return context.findColumnMapperFor(Instant.class).orElseThrow().map(row, column, context);
  }

  static List<String> notOver() {
    return java.util.Arrays.stream(IncidentState.values())
        .filter(it -> !it.isOver())
        .map(IncidentState::toString)
        .toList();
  }

  static String bounded(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
