package io.fivewhys.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.access.AuditEntry.Kind;
import io.fivewhys.access.AuditFilter;
import io.fivewhys.access.AuditPage;
import io.fivewhys.database.Database;
import io.fivewhys.diagnose.DiagnosisJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for lines of the audit log, the youngest first. An index leads to those of an actor, an
 * operation or a kind, and to a span of time; whatever else is wanted of them, each one is looked
 * at for, so many at a time.
 */
final class AuditSearch {
  private static final Logger LOG = LoggerFactory.getLogger(AuditSearch.class);
  private static final int BATCH = 500;

  /** A line is written at most so long before or after another one that was to be written then. */
  private static final Duration SKEW = Duration.ofHours(1);

  private final Database database;
  private final AuditFilter filter;
  private final int limit;
  private final int mostLookedAt;
  private final Optional<Lead> lead;
  private final List<JsonNode> found = new ArrayList<>();

  /**
   * @param limit of lines that are found
   * @param mostLookedAt of lines that an index leads to
   */
  AuditSearch(Database database, AuditFilter filter, int limit, int mostLookedAt) {
    this.database = database;
    this.filter = filter;
    this.limit = limit;
    this.mostLookedAt = mostLookedAt;
    lead = Lead.of(filter);
  }

  /** The column by which the index goes: the one that tells most lines apart. */
  private record Lead(String column, String value) {
    static Optional<Lead> of(AuditFilter filter) {
      Set<Kind> kinds = filter.unended() ? Set.of(Kind.INTENT) : filter.kinds();
      return filter
          .actor()
          .map(it -> new Lead("actor", Column.name(it)))
          .or(() -> filter.operation().map(it -> new Lead("operation", Column.name(it))))
          .or(
              () ->
                  kinds.size() == 1
                      ? Optional.of(new Lead("kind", kinds.iterator().next().toString()))
                      : Optional.empty());
    }
  }

  private record Row(long sequence, Instant at, String requestId, String entry) {}

  /**
   * @param before sequence that all are smaller than
   */
  AuditPage page(OptionalLong before) {
    OptionalLong first = filter.since().map(it -> firstFrom(it.minus(SKEW))).orElse(ANY);
    if (first.isEmpty()) {
      return new AuditPage(List.of(), OptionalLong.empty(), Optional.empty());
    }
    OptionalLong end = filter.until().map(it -> firstFrom(it.plus(SKEW))).orElse(before);
    long at = Math.min(before.orElse(Long.MAX_VALUE), end.orElse(Long.MAX_VALUE));
    int lookedAt = 0;
    // Where nothing else is wanted, the first batch is all.
    int most = Math.min(limit + 1, mostLookedAt);
    while (true) {
      List<Row> rows = rows(first.getAsLong(), at, most);
      OptionalLong full = take(rows);
      if (full.isPresent()) {
        return new AuditPage(found, full, Optional.empty());
      }
      if (rows.size() < most) {
        return new AuditPage(found, OptionalLong.empty(), Optional.empty());
      }
      lookedAt += rows.size();
      at = rows.getLast().sequence();
      if (lookedAt >= mostLookedAt) {
        return new AuditPage(found, OptionalLong.of(at), Optional.of(rows.getLast().at()));
      }
      most = Math.min(BATCH, mostLookedAt - lookedAt);
    }
  }

  private static final OptionalLong ANY = OptionalLong.of(0);

  /**
   * The least sequence of all lines from a time on. A line gets its time before it waits for its
   * place, so that the one with the earliest time need not be the first.
   */
  private OptionalLong firstFrom(Instant time) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select at from audit_entry where at >= :time order by at"
                        + " fetch first 1 row only")
                .bind("time", Column.time(time))
                .mapTo(Instant.class)
                .findOne()
                .map(earliest -> OptionalLong.of(firstAround(handle, earliest)))
                .orElse(OptionalLong.empty()));
  }

  private static long firstAround(Handle handle, Instant earliest) {
    return handle
        .createQuery("select min(sequence) from audit_entry where at >= :earliest and at < :latest")
        .bind("earliest", earliest)
        .bind("latest", earliest.plus(SKEW))
        .mapTo(Long.class)
        .one();
  }

  private List<Row> rows(long from, long before, int most) {
    String order = lead.map(it -> it.column() + " desc, ").orElse("");
    return database.read(
        handle -> {
          var query =
              handle
                  .createQuery(
                      "select sequence, at, request_id, entry from audit_entry where "
                          + lead.map(it -> it.column() + " = :lead and ").orElse("")
                          + "sequence >= :from and sequence < :before order by "
                          + order
                          + "sequence desc fetch first :most rows only")
                  .bind("from", from)
                  .bind("before", before)
                  .bind("most", most);
          lead.ifPresent(it -> query.bind("lead", it.value()));
          return query.map(AuditSearch::row).list();
        });
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        row.getLong("sequence"),
        context.findColumnMapperFor(Instant.class).orElseThrow().map(row, "at", context),
        row.getString("request_id"),
        row.getString("entry"));
  }

  /**
   * Takes those that fit.
   *
   * @return sequence of the last that was taken, when there is another one but no room for it
   */
  private OptionalLong take(List<Row> rows) {
    record Fitting(Row row, ObjectNode line) {}
    List<Fitting> fitting =
        rows.stream()
            .flatMap(row -> parsed(row).map(line -> new Fitting(row, line)).stream())
            .filter(it -> filter.fits(it.line()))
            .toList();
    Set<String> ended =
        ended(
            fitting.stream()
                .filter(it -> AuditFilter.isOf(Kind.INTENT, it.line()))
                .map(it -> it.row().requestId())
                .toList());
    for (Fitting it : fitting) {
      boolean isEnded = ended.contains(it.row().requestId());
      if (filter.unended() && isEnded) {
        continue;
      }
      if (found.size() == limit) {
        return OptionalLong.of(found.getLast().path("sequence").asLong());
      }
      if (AuditFilter.isOf(Kind.INTENT, it.line())) {
        it.line().put("ended", isEnded);
      }
      found.add(it.line().put("sequence", it.row().sequence()));
    }
    return OptionalLong.empty();
  }

  /** Which of those requests have an outcome. */
  private Set<String> ended(List<String> requests) {
    if (requests.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        database.read(
            handle ->
                handle
                    .createQuery(
                        "select distinct request_id from audit_entry where request_id in"
                            + " (<requests>) and kind = :outcome")
                    .bindList("requests", requests)
                    .bind("outcome", Kind.OUTCOME.toString())
                    .mapTo(String.class)
                    .list()));
  }

  private static Optional<ObjectNode> parsed(Row row) {
    try {
      JsonNode line = DiagnosisJson.jsonMapper().readTree(row.entry());
      return line instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException damaged) {
      LOG.warn(
          "Line {} of the audit log makes no sense: {}",
          row.sequence(),
          damaged.getOriginalMessage());
      return Optional.empty();
    }
  }
}
