package io.fivewhys.store;

import io.fivewhys.access.AuditEntry;
import io.fivewhys.mitigate.Intervention;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows of the journal, and what stands of each in the audit log. */
final class InterventionJournal {
  private static final int MOST_TEXT = 4_000;
  private static final int MOST_ACTOR = 300;

  private InterventionJournal() {}

  static void insert(Handle handle, JournalEntry entry, long audit) {
    handle
        .createUpdate(
            "insert into intervention_entry (intervention, version, at, actor, from_state,"
                + " to_state, text, refusals, audit) values (:id, :version, :at, :actor, :from,"
                + " :to, :text, :refusals, :audit)")
        .bind("id", entry.intervention())
        .bind("version", entry.version())
        .bind("at", entry.at())
        .bind("actor", actor(entry))
        .bind("from", entry.from().map(InterventionState::toString))
        .bind("to", entry.to().toString())
        .bind("text", text(entry))
        .bind("refusals", InterventionDocument.refusals(entry.refusals()))
        .bind("audit", audit)
        .execute();
  }

  static List<JournalEntry> of(Handle handle, String id, long after, int limit) {
    return handle
        .createQuery(
            "select * from intervention_entry where intervention = :id and version > :after"
                + " order by version fetch first :limit rows only")
        .bind("id", id)
        .bind("after", after)
        .bind("limit", limit)
        .map(InterventionJournal::entry)
        .list();
  }

  /** That {@code :by} wanted, approved or rejected one, or said how it ended. */
  static String by(Optional<String> before) {
    return "id in (select intervention from intervention_entry where actor = :by"
        + before.map(_ -> " and intervention < :before").orElse("")
        + " and (to_state in ('planned', 'approved', 'rejected') or from_state = 'unknown'))";
  }

  /** The same in the audit log: whoever changes the one and not the other is found out. */
  static AuditEntry audited(Intervention of, JournalEntry entry) {
    return new AuditEntry(
        entry.at(),
        AuditEntry.Kind.ACTION,
        entry.intervention() + "/" + entry.version(),
        actor(entry),
        Optional.empty(),
        "",
        of.remedy().action().toString(),
        "",
        of.gateway() + " " + of.remedy().targetKey(),
        Optional.of(entry.to().toString()),
        entry.from().map(InterventionState::toString),
        seal(entry),
        Optional.of(text(entry)),
        0);
  }

  /** By which a change of its refusals shows; empty where there are none. */
  static Optional<String> seal(JournalEntry entry) {
    return Optional.of(entry.refusals())
        .filter(it -> !it.isEmpty())
        .map(InterventionDocument::refusals)
        .map(it -> "sha-256:" + Column.sha256(it.getBytes(StandardCharsets.UTF_8)));
  }

  private static String actor(JournalEntry entry) {
    return actor(entry.actor());
  }

  /** As the column holds it. */
  static String actor(String name) {
    return Column.clean(Incidents.bounded(name, MOST_ACTOR));
  }

  private static String text(JournalEntry entry) {
    return Column.clean(Incidents.bounded(entry.text(), MOST_TEXT));
  }

  static JournalEntry entry(ResultSet row, StatementContext context) throws SQLException {
    return new JournalEntry(
        row.getString("intervention"),
        row.getLong("version"),
        context.findColumnMapperFor(Instant.class).orElseThrow().map(row, "at", context),
        row.getString("actor"),
        Optional.ofNullable(row.getString("from_state")).map(InterventionJournal::state),
        state(row.getString("to_state")),
        row.getString("text"),
        InterventionDocument.refusals(row.getString("refusals")));
  }

  private static InterventionState state(String text) {
    return InterventionState.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
