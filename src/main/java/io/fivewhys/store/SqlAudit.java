package io.fivewhys.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.fivewhys.access.AuditEntry;
import io.fivewhys.access.AuditFilter;
import io.fivewhys.access.AuditLog;
import io.fivewhys.access.AuditPage;
import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import io.fivewhys.diagnose.DiagnosisJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/**
 * The audit log in the database, one for all replicas. Its rows are a chain: who changes, removes
 * or slips in one must make all later ones anew, and the head, which {@link #verify} notices where
 * somebody has noted a hash elsewhere.
 */
public final class SqlAudit implements AuditLog {
  private static final int MOST_CHARS = 65_536;
  private static final int BATCH = 500;
  private static final String COLUMNS =
      "sequence, at, kind, actor, operation, request_id, entry, hash";

  /** No database takes offence at ASCII, or changes it. */
  private static final ObjectWriter JSON =
      DiagnosisJson.jsonMapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());

  /** Lines that one call looks at. */
  private static final int MOST_LOOKED_AT = 5_000;

  private final Database database;
  private final int mostLookedAt;

  public SqlAudit(Database database) {
    this(database, MOST_LOOKED_AT);
  }

  SqlAudit(Database database, int mostLookedAt) {
    this.database = database;
    this.mostLookedAt = mostLookedAt;
  }

  private record Head(long sequence, String hash) {}

  /**
   * A row that does not fit.
   *
   * @param sequence of the row; of the first that is missing where rows are
   */
  public record Misfit(long sequence, String why) {}

  /**
   * What reading all of it said.
   *
   * @param entries how many there are
   * @param head the hash of the last
   * @param notedAt the row that had the hash which somebody noted; empty where there is none
   * @param misfit the first row that does not fit; nothing behind it was read
   */
  public record Verified(
      long entries, String head, OptionalLong notedAt, Optional<Misfit> misfit) {}

  @Override
  public void append(AuditEntry entry) throws AuditUnavailable {
    String json = json(entry);
    if (json.length() > MOST_CHARS) {
      throw new AuditUnavailable("an entry of the audit log is too long to be kept", null);
    }
    try {
      database.change(handle -> append(handle, entry, json));
    } catch (DatabaseUnavailable gone) {
      throw new AuditUnavailable("the audit log cannot be written: " + gone.getMessage(), gone);
    }
  }

  /**
   * The same within the transaction of who causes it.
   *
   * @return its sequence
   */
  static long append(Handle handle, AuditEntry entry) {
    return append(handle, entry, json(entry));
  }

  private static long append(Handle handle, AuditEntry entry, String json) {
    Head head = lockedHead(handle);
    long sequence = head.sequence() + 1;
    Instant at = Column.time(entry.at()).truncatedTo(ChronoUnit.MICROS);
    String kind = entry.kind().toString();
    String actor = Column.name(entry.actor());
    String operation = Column.name(entry.operation());
    String requestId = Column.name(entry.requestId());
    String hash = AuditRow.hash(head.hash(), sequence, at, kind, actor, operation, requestId, json);
    handle
        .createUpdate(
            "insert into audit_entry ("
                + COLUMNS
                + ") values (:sequence, :at, :kind, :actor, :operation, :requestId, :entry,"
                + " :hash)")
        .bind("sequence", sequence)
        .bind("at", at)
        .bind("kind", kind)
        .bind("actor", actor)
        .bind("operation", operation)
        .bind("requestId", requestId)
        .bind("entry", json)
        .bind("hash", hash)
        .execute();
    handle
        .createUpdate("update audit_head set sequence = :sequence, hash = :hash where id = 1")
        .bind("sequence", sequence)
        .bind("hash", hash)
        .execute();
    return sequence;
  }

  /** Nobody else has it until the transaction ends. */
  private static Head lockedHead(Handle handle) {
    return head(handle, " for update")
        .orElseGet(
            () -> {
              handle
                  .createUpdate(
                      "insert into audit_head (id, sequence, hash) values (1, 0, :hash)"
                          + " on conflict do nothing")
                  .bind("hash", AuditRow.NO_HASH)
                  .execute();
              return head(handle, " for update").orElseThrow();
            });
  }

  private static Optional<Head> head(Handle handle, String lock) {
    return handle
        .createQuery("select sequence, hash from audit_head where id = 1" + lock)
        .map((row, _) -> new Head(row.getLong("sequence"), row.getString("hash")))
        .findOne();
  }

  private static String json(AuditEntry entry) {
    try {
      return JSON.writeValueAsString(entry);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  /** {@inheritDoc} What is not JSON is left out. */
  @Override
  public AuditPage find(AuditFilter filter, OptionalLong before, int limit)
      throws AuditUnavailable {
    try {
      return new AuditSearch(database, filter, limit, mostLookedAt).page(before);
    } catch (DatabaseUnavailable gone) {
      throw new AuditUnavailable("the audit log cannot be read: " + gone.getMessage(), gone);
    }
  }

  /**
   * Reads all of it, in batches, as far as it is when that begins.
   *
   * @return the first row that does not fit the one before it, or is missing; empty when all fit
   * @throws AuditUnavailable when it cannot be read
   */
  public Optional<Misfit> verify() throws AuditUnavailable {
    return verify(Optional.empty()).misfit();
  }

  /**
   * The same.
   *
   * @param noted the hash of a row that was the last when somebody noted it elsewhere: whoever made
   *     the log anew could not make that one again
   */
  public Verified verify(Optional<String> noted) throws AuditUnavailable {
    OptionalLong notedAt = OptionalLong.empty();
    try {
      Head end = database.read(it -> head(it, "")).orElse(new Head(0, AuditRow.NO_HASH));
      Head at = new Head(0, AuditRow.NO_HASH);
      while (at.sequence() < end.sequence()) {
        for (AuditRow row : batch(at.sequence(), end.sequence())) {
          Optional<Misfit> misfit = misfit(at, row);
          if (misfit.isPresent()) {
            return new Verified(end.sequence(), end.hash(), notedAt, misfit);
          }
          at = new Head(row.sequence(), row.hash());
          if (noted.filter(row.hash()::equals).isPresent()) {
            notedAt = OptionalLong.of(row.sequence());
          }
        }
      }
      Optional<Misfit> misfit =
          at.equals(end)
              ? Optional.empty()
              : Optional.of(new Misfit(at.sequence(), "the head names another last row"));
      return new Verified(end.sequence(), end.hash(), notedAt, misfit);
    } catch (DatabaseUnavailable gone) {
      throw new AuditUnavailable("the audit log cannot be read: " + gone.getMessage(), gone);
    }
  }

  private static Optional<Misfit> misfit(Head before, AuditRow row) {
    long expected = before.sequence() + 1;
    if (row.sequence() != expected) {
      return Optional.of(new Misfit(expected, "it is missing"));
    }
    return row.follows(before.hash())
        ? Optional.empty()
        : Optional.of(new Misfit(expected, "it, or one before it, is not as it was written"));
  }

  /** Never empty: where rows are missing up to the end, one that is none stands for them. */
  private List<AuditRow> batch(long after, long upTo) {
    List<AuditRow> rows =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "select "
                            + COLUMNS
                            + " from audit_entry where sequence > :after and sequence <= :upTo"
                            + " order by sequence fetch first :most rows only")
                    .bind("after", after)
                    .bind("upTo", upTo)
                    .bind("most", BATCH)
                    .map(
                        (row, context) ->
                            new AuditRow(
                                row.getLong("sequence"),
                                context
                                    .findColumnMapperFor(Instant.class)
                                    .orElseThrow()
                                    .map(row, "at", context),
                                row.getString("kind"),
                                row.getString("actor"),
                                row.getString("operation"),
                                row.getString("request_id"),
                                row.getString("entry"),
                                row.getString("hash")))
                    .list());
    return rows.isEmpty()
        ? List.of(new AuditRow(upTo + 1, Instant.EPOCH, "", "", "", "", "", ""))
        : rows;
  }
}
