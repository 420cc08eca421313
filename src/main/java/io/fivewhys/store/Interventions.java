package io.fivewhys.store;

import io.fivewhys.database.ChangedMeanwhile;
import io.fivewhys.incident.CauseKey;
import io.fivewhys.inference.Action;
import io.fivewhys.inference.Category;
import io.fivewhys.mitigate.Assessment;
import io.fivewhys.mitigate.Effect;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.JournalEntry;
import io.fivewhys.mitigate.Move;
import io.fivewhys.mitigate.Past;
import io.fivewhys.mitigate.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Interventions and their journal. Every method joins the transaction of the handle that it is
 * given; every change is a compare-and-set of the version, and an entry of the journal that stands
 * in the audit log too.
 */
public final class Interventions {
  /** How far back guards look. */
  public static final Duration MEMORY = Duration.ofDays(1);

  private static final int MOST_PAST = 1_000;
  private static final int MOST_ALIKE = 20;
  private static final int MOST_OF_INCIDENT = 200;

  /** How many there are of a state and action. */
  public record Count(
      InterventionState state, Action action, Optional<Effect> effect, long count) {}

  public Optional<Intervention> get(Handle handle, String id) {
    return one(handle, id, "");
  }

  /** The same; others who want to change it wait for the end of the transaction. */
  public Optional<Intervention> getForUpdate(Handle handle, String id) {
    return one(handle, id, " for update");
  }

  private static Optional<Intervention> one(Handle handle, String id, String lock) {
    return handle
        .createQuery("select document from intervention where id = :id" + lock)
        .bind("id", id)
        .map(Interventions::intervention)
        .findOne();
  }

  /** All of an incident, the oldest first; where they are too many, the newest. */
  public List<Intervention> of(Handle handle, String incident) {
    return handle
        .createQuery(
            "select document from intervention where incident = :incident order by id desc"
                + " fetch first :most rows only")
        .bind("incident", incident)
        .bind("most", MOST_OF_INCIDENT)
        .map(Interventions::intervention)
        .list()
        .reversed();
  }

  /**
   * The newest that fit.
   *
   * @param before id that all have to be older than; empty for the first page
   */
  public List<Intervention> list(
      Handle handle, InterventionFilter filter, Optional<String> before, int limit) {
    var sql = new StringBuilder("select document from intervention where 1 = 1");
    filter.gateway().ifPresent(_ -> sql.append(" and gateway = :gateway"));
    filter.incident().ifPresent(_ -> sql.append(" and incident = :incident"));
    filter.action().ifPresent(_ -> sql.append(" and action = :action"));
    if (!filter.states().isEmpty()) {
      sql.append(" and state in (<states>)");
    }
    filter.by().ifPresent(_ -> sql.append(" and ").append(InterventionJournal.by(before)));
    before.ifPresent(_ -> sql.append(" and id < :before"));
    sql.append(" order by id desc fetch first :limit rows only");
    Query query = handle.createQuery(sql.toString()).bind("limit", limit);
    filter.gateway().ifPresent(it -> query.bind("gateway", Column.name(it)));
    filter.incident().ifPresent(it -> query.bind("incident", it));
    filter.action().ifPresent(it -> query.bind("action", it.toString()));
    if (!filter.states().isEmpty()) {
      query.bindList("states", names(filter.states()));
    }
    filter.by().ifPresent(it -> query.bind("by", InterventionJournal.actor(it)));
    before.ifPresent(it -> query.bind("before", it));
    return query.map(Interventions::intervention).list();
  }

  /** Those of some gateways that have to be looked at by now, the longest overdue first. */
  public List<String> due(Handle handle, Collection<String> gateways, Instant now, int limit) {
    if (gateways.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(
            "select id from intervention where gateway in (<gateways>) and due_at <= :now"
                + " order by due_at, id fetch first :limit rows only")
        .bindList("gateways", gateways.stream().map(Column::name).toList())
        .bind("now", now)
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  /** Those of whatever gateway that nobody has looked at though they were due long ago. */
  public List<String> overdue(Handle handle, Instant dueBefore, int limit) {
    return handle
        .createQuery(
            "select id from intervention where due_at <= :before"
                + " order by due_at, id fetch first :limit rows only")
        .bind("before", dueBefore)
        .bind("limit", limit)
        .mapTo(String.class)
        .list();
  }

  /** Those of a gateway that are not over, the oldest first. */
  public List<Intervention> live(Handle handle, String gateway) {
    return handle
        .createQuery(
            "select document from intervention where gateway = :gateway and state in (<states>)"
                + " order by id fetch first :most rows only")
        .bind("gateway", Column.name(gateway))
        .bindList(
            "states",
            names(Arrays.stream(InterventionState.values()).filter(it -> !it.isOver()).toList()))
        .bind("most", MOST_OF_INCIDENT)
        .map(Interventions::intervention)
        .list();
  }

  /** What guards have to know of others, the newest first. */
  public List<Past> past(Handle handle, String except, Instant now) {
    return handle
        .createQuery(
            "select document from intervention where id <> :except and (begun_at > :since or state"
                + " in (<flying>)) order by id desc fetch first :most rows only")
        .bind("except", except)
        .bind("since", now.minus(MEMORY))
        .bindList(
            "flying",
            Arrays.stream(InterventionState.values())
                .filter(InterventionState::isInFlight)
                .map(InterventionState::toString)
                .toList())
        .bind("most", MOST_PAST)
        .map(Interventions::intervention)
        .list()
        .stream()
        .filter(it -> it.begunAt().isPresent())
        .map(Interventions::past)
        .toList();
  }

  /** The last ones of an action against a category of cause whose effect is known. */
  public List<Past> alike(Handle handle, Action action, Category category) {
    return handle
        .createQuery(
            "select document from intervention where action = :action and category = :category and"
                + " effect is not null and state = :done order by id desc"
                + " fetch first :most rows only")
        .bind("action", action.toString())
        .bind("category", category.toString())
        .bind("done", InterventionState.DONE.toString())
        .bind("most", MOST_ALIKE)
        .map(Interventions::intervention)
        .list()
        .stream()
        .filter(it -> it.begunAt().isPresent())
        .map(Interventions::past)
        .toList();
  }

  private static Past past(Intervention it) {
    CauseKey cause = it.recommendation().cause();
    return new Past(
        it.id(),
        it.incident(),
        it.gateway(),
        it.remedy().action(),
        it.remedy().targetKey(),
        cause,
        it.state(),
        it.begunAt().orElseThrow(),
        it.state() == InterventionState.DONE
            ? it.assessment().map(Assessment::effect)
            : Optional.empty(),
        it.plan().flatMap(Plan::inverse));
  }

  /** How many there are. */
  public List<Count> counts(Handle handle) {
    return handle
        .createQuery(
            "select state, action, effect, count(*) as number from intervention"
                + " group by state, action, effect")
        .map(
            (row, _) ->
                new Count(
                    InterventionState.valueOf(upper(row.getString("state"))),
                    Action.valueOf(upper(row.getString("action"))),
                    Optional.ofNullable(row.getString("effect"))
                        .map(it -> Effect.valueOf(upper(it))),
                    row.getLong("number")))
        .list();
  }

  /**
   * Makes a move, and writes the journal.
   *
   * @throws ChangedMeanwhile when somebody else made one first
   */
  public void apply(Handle handle, Move move) {
    move.before()
        .ifPresentOrElse(
            before -> update(handle, before, move.after()), () -> insert(handle, move.after()));
    move.entry().ifPresent(it -> insert(handle, move.after(), it));
  }

  private static void insert(Handle handle, Intervention intervention) {
    bound(
            handle.createUpdate(
                "insert into intervention (id, incident, gateway, state, action, target, category,"
                    + " effect, begun_at, due_at, version, document) values (:id, :incident,"
                    + " :gateway, :state, :action, :target, :category, :effect, :begun, :due,"
                    + " :version, :document)"),
            intervention)
        .execute();
  }

  private static void update(Handle handle, Intervention before, Intervention after) {
    int rows =
        bound(
                handle.createUpdate(
                    "update intervention set incident = :incident, gateway = :gateway, state ="
                        + " :state, action = :action, target = :target, category = :category,"
                        + " effect = :effect, begun_at = :begun, due_at = :due, version = :version,"
                        + " document = :document where id = :id and version = :before"),
                after)
            .bind("before", before.version())
            .execute();
    if (rows == 0) {
      throw new ChangedMeanwhile("intervention " + before.id());
    }
  }

  private static <T extends SqlStatement<T>> T bound(T statement, Intervention it) {
    return statement
        .bind("id", it.id())
        .bind("incident", it.incident())
        .bind("gateway", Column.name(it.gateway()))
        .bind("state", it.state().toString())
        .bind("action", it.remedy().action().toString())
        .bind("target", Column.name(it.remedy().targetKey()))
        .bind("category", it.recommendation().cause().category().toString())
        .bind("effect", it.assessment().map(Assessment::effect).map(Effect::toString))
        .bind("begun", it.begunAt())
        .bind("due", it.dueAt())
        .bind("version", it.version())
        .bind("document", InterventionDocument.write(it));
  }

  private static void insert(Handle handle, Intervention of, JournalEntry entry) {
    long audit = SqlAudit.append(handle, InterventionJournal.audited(of, entry));
    InterventionJournal.insert(handle, entry, audit);
  }

  /** Its journal, the oldest first. */
  public List<JournalEntry> journal(Handle handle, String id, long after, int limit) {
    return InterventionJournal.of(handle, id, after, limit);
  }

  /**
   * Forgets those of incidents that are kept no longer, with their journal; the audit log stays.
   */
  public static void forget(Handle handle, List<String> incidents) {
    handle
        .createUpdate(
            "delete from intervention_entry where intervention in (select id from intervention"
                + " where incident in (<incidents>))")
        .bindList("incidents", incidents)
        .execute();
    handle
        .createUpdate("delete from intervention where incident in (<incidents>)")
        .bindList("incidents", incidents)
        .execute();
  }

  private static List<String> names(Collection<InterventionState> states) {
    return states.stream().map(InterventionState::toString).toList();
  }

  private static String upper(String text) {
    return text.toUpperCase(java.util.Locale.ROOT);
  }

  private static Intervention intervention(ResultSet row, StatementContext context)
      throws SQLException {
    return InterventionDocument.read(row.getString("document"));
  }
}
