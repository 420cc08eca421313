package io.fivewhys.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.access.AuditEntry;
import io.fivewhys.database.Database;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.mitigate.InterventionState;
import io.fivewhys.mitigate.JournalEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Holds the journals of interventions against the audit log, whose chain cannot be changed in the
 * middle: what was changed, added or taken away in one place alone is found. Reads all of both, in
 * batches.
 */
public final class JournalCheck {
  private static final int BATCH = 500;

  /** Of an entry of a journal, what the fields of the audit log hold. */
  private static final Map<String, String> NAMES =
      Map.of(
          "detail", "text",
          "actor", "actor",
          "outcome", "state",
          "before", "state before",
          "after", "list of refusals");

  private final Database database;
  private final int batch;

  public JournalCheck(Database database) {
    this(database, BATCH);
  }

  /**
   * @param batch how many rows are read at a time
   */
  JournalCheck(Database database, int batch) {
    this.database = database;
    this.batch = batch;
  }

  /**
   * What does not fit.
   *
   * @param where "entry 3 of intervention 0193…"
   */
  public record Misfit(String where, String why) {}

  /** An entry of a journal, or of the audit log, by its name there. */
  private record Key(String intervention, long version) {
    @Override
    public String toString() {
      return "entry " + version + " of intervention " + intervention;
    }
  }

  private record Row(JournalEntry entry, long audit, Optional<String> kind, Optional<String> json) {
    Key key() {
      return new Key(entry.intervention(), entry.version());
    }
  }

  /**
   * @return the first misfit; empty when everything fits
   * @throws io.fivewhys.database.DatabaseUnavailable when it cannot be read
   */
  public Optional<Misfit> verify() {
    return entries().or(this::states).or(this::missing);
  }

  /** Each entry of a journal stands in the audit log, with the same words. */
  private Optional<Misfit> entries() {
    var after = new Key("", 0);
    while (true) {
      Key from = after;
      List<Row> rows = database.read(handle -> rows(handle, from));
      for (Row each : rows) {
        Optional<String> why = difference(each);
        if (why.isPresent()) {
          return Optional.of(new Misfit(each.key().toString(), why.get()));
        }
      }
      if (rows.size() < batch) {
        return Optional.empty();
      }
      after = rows.getLast().key();
    }
  }

  private List<Row> rows(Handle handle, Key after) {
    return handle
        .createQuery(
            "select e.*, a.kind as audited_kind, a.entry as audited from intervention_entry e left"
                + " join audit_entry a on a.sequence = e.audit where e.intervention > :id or"
                + " (e.intervention = :id and e.version > :version) order by e.intervention,"
                + " e.version fetch first :most rows only")
        .bind("id", after.intervention())
        .bind("version", after.version())
        .bind("most", batch)
        .map(
            (row, context) ->
                new Row(
                    InterventionJournal.entry(row, context),
                    row.getLong("audit"),
                    Optional.ofNullable(row.getString("audited_kind")),
                    Optional.ofNullable(row.getString("audited"))))
        .list();
  }

  private static Optional<String> difference(Row row) {
    if (row.json().isEmpty()) {
      return Optional.of("the audit log has no row %d, which it names".formatted(row.audit()));
    }
    JournalEntry entry = row.entry();
    JsonNode audited = parsed(row.json().get());
    boolean isIts =
        row.kind().filter(AuditEntry.Kind.ACTION.toString()::equals).isPresent()
            && audited.path("requestId").asText().equals(key(entry));
    if (!isIts) {
      return Optional.of("row %d of the audit log is of something else".formatted(row.audit()));
    }
    return differing(entry, audited)
        .map(it -> "its %s is not that of row %d of the audit log".formatted(it, row.audit()));
  }

  /** What of an entry is not as the audit log has it. */
  private static Optional<String> differing(JournalEntry entry, JsonNode audited) {
    var written = new LinkedHashMap<String, String>();
    written.put("detail", entry.text());
    written.put("actor", entry.actor());
    written.put("outcome", entry.to().toString());
    written.put("before", entry.from().map(InterventionState::toString).orElse(""));
    written.put("after", InterventionJournal.seal(entry).orElse(""));
    for (var each : written.entrySet()) {
      if (!audited.path(each.getKey()).asText().equals(each.getValue())) {
        return Optional.of(NAMES.get(each.getKey()));
      }
    }
    return sameTime(audited.path("at").asText(), entry.at())
        ? Optional.empty()
        : Optional.of("time");
  }

  private static String key(JournalEntry entry) {
    return entry.intervention() + "/" + entry.version();
  }

  /** To what databases keep. */
  private static boolean sameTime(String audited, Instant at) {
    try {
      return Instant.parse(audited)
          .truncatedTo(ChronoUnit.MICROS)
          .equals(at.truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException none) {
      return false;
    }
  }

  private static JsonNode parsed(String json) {
    try {
      return DiagnosisJson.jsonMapper().readTree(json);
    } catch (JsonProcessingException damaged) {
      return DiagnosisJson.jsonMapper().createObjectNode();
    }
  }

  /** What an intervention is said to be is what its journal says last. */
  private Optional<Misfit> states() {
    String after = "";
    while (true) {
      String from = after;
      List<State> rows = database.read(handle -> states(handle, from));
      for (State each : rows) {
        if (!each.isFine()) {
          return Optional.of(
              new Misfit(
                  "intervention " + each.id(),
                  "it is said to be %s, and its journal ends with %s"
                      .formatted(each.said(), each.last().orElse("nothing"))));
        }
      }
      if (rows.size() < batch) {
        return Optional.empty();
      }
      after = rows.getLast().id();
    }
  }

  private record State(String id, String column, String document, Optional<String> last) {
    String said() {
      return column.equals(document) ? column : column + " and " + document;
    }

    boolean isFine() {
      return column.equals(document) && last.filter(column::equals).isPresent();
    }
  }

  private List<State> states(Handle handle, String after) {
    return handle
        .createQuery(
            "select i.id, i.state, i.document, (select e.to_state from intervention_entry e where"
                + " e.intervention = i.id order by e.version desc fetch first 1 rows only) as"
                + " last_state from intervention i where i.id > :after order by i.id"
                + " fetch first :most rows only")
        .bind("after", after)
        .bind("most", batch)
        .map(
            (row, _) ->
                new State(
                    row.getString("id"),
                    row.getString("state"),
                    parsed(row.getString("document"))
                        .path("state")
                        .asText()
                        .toLowerCase(Locale.ROOT),
                    Optional.ofNullable(row.getString("last_state"))))
        .list();
  }

  /** What stands in the audit log stands in the journal, as long as the intervention is kept. */
  private Optional<Misfit> missing() {
    long after = 0;
    while (true) {
      long from = after;
      List<Named> rows = database.read(handle -> audited(handle, from));
      Set<Key> missing = database.read(handle -> missing(handle, rows));
      for (Named each : rows) {
        if (missing.contains(each.key())) {
          return Optional.of(
              new Misfit(
                  each.key().toString(),
                  "it is gone; row %d of the audit log has it".formatted(each.sequence())));
        }
      }
      if (rows.size() < batch) {
        return Optional.empty();
      }
      after = rows.getLast().sequence();
    }
  }

  private record Named(long sequence, Key key) {}

  private List<Named> audited(Handle handle, long after) {
    return handle
        .createQuery(
            "select sequence, request_id from audit_entry where sequence > :after and kind = :kind"
                + " order by sequence fetch first :most rows only")
        .bind("after", after)
        .bind("kind", AuditEntry.Kind.ACTION.toString())
        .bind("most", batch)
        .map((row, _) -> new Named(row.getLong("sequence"), key(row.getString("request_id"))))
        .list();
  }

  private static Key key(String text) {
    int slash = text.indexOf('/');
    boolean fits = slash > 0 && text.substring(slash + 1).matches("\\d{1,18}");
    return fits
        ? new Key(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)))
        : new Key(text, 0);
  }

  /** First what is there, then whose it is: what is forgotten in between is not missed. */
  private static Set<Key> missing(Handle handle, List<Named> named) {
    if (named.isEmpty()) {
      return Set.of();
    }
    List<String> ids = named.stream().map(it -> it.key().intervention()).distinct().toList();
    var missing = new HashSet<Key>();
    named.forEach(it -> missing.add(it.key()));
    handle
        .createQuery(
            "select intervention, version from intervention_entry where intervention in (<ids>)")
        .bindList("ids", ids)
        .map((row, _) -> new Key(row.getString("intervention"), row.getLong("version")))
        .forEach(missing::remove);
    Set<String> kept =
        Set.copyOf(
            handle
                .createQuery("select id from intervention where id in (<ids>)")
                .bindList("ids", ids)
                .mapTo(String.class)
                .list());
    missing.removeIf(it -> !kept.contains(it.intervention()));
    return missing;
  }
}
