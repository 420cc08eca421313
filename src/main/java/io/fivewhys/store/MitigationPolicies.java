package io.fivewhys.store;

import io.fivewhys.access.AuditEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions of the policy of mitigation, shared by all replicas; the newest is in force. Every
 * method joins the transaction of the handle that it is given; every new version stands in the
 * audit log.
 */
public final class MitigationPolicies {
  private static final Logger LOG = LoggerFactory.getLogger(MitigationPolicies.class);

  /** Longest text that is kept. */
  public static final int MOST_BYTES = 256 << 10;

  private static final int MOST_VERSIONS = 500;
  private static final int MOST_ACTOR_CHARS = 300;
  private static final int MOST_REASON_CHARS = 1_000;
  private static final String COLUMNS = "version, sha256, origin, actor, at, reason";

  private final MitigationControl control = new MitigationControl();

  /** Where a version comes from. */
  public enum Source {
    FILE,
    API;

    /** As the contract has it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One of them.
   *
   * @param version 1 for the first
   * @param sha256 of the text, in hexadecimal digits
   * @param actor who put it in force
   */
  public record Version(
      long version, String sha256, Source origin, String actor, Instant at, String reason) {}

  /**
   * The same with what it says.
   *
   * @param text empty when it is damaged
   */
  public record Stored(Version version, Optional<String> text) {}

  /** What is to be the next version. */
  public record Draft(String text, Source origin, String actor, String reason) {}

  /** SHA-256 of a text, in hexadecimal digits. */
  public static String hash(String text) {
    return Column.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The version in force; 0 when there is none yet. */
  public long inForce(Handle handle) {
    return handle
        .createQuery("select max(version) from mitigation_policy")
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  public Optional<Stored> newest(Handle handle) {
    return get(handle, inForce(handle));
  }

  public Optional<Stored> get(Handle handle, long version) {
    return handle
        .createQuery("select * from mitigation_policy where version = :version")
        .bind("version", version)
        .map(MitigationPolicies::stored)
        .findOne();
  }

  /**
   * The newest first.
   *
   * @param before that all have to be older than
   */
  public List<Version> history(Handle handle, OptionalLong before, int limit) {
    return handle
        .createQuery(
            "select "
                + COLUMNS
                + " from mitigation_policy where version < :before order by version desc"
                + " fetch first :limit rows only")
        .bind("before", before.orElse(Long.MAX_VALUE))
        .bind("limit", limit)
        .map(MitigationPolicies::version)
        .list();
  }

  /** What was last taken in of a file. */
  public Optional<Version> newestOfFile(Handle handle) {
    return handle
        .createQuery(
            "select "
                + COLUMNS
                + " from mitigation_policy where origin = :file order by version desc"
                + " fetch first 1 rows only")
        .bind("file", Source.FILE.toString())
        .map(MitigationPolicies::version)
        .findOne();
  }

  /** Whether a text of this hash was ever taken in of a file, as far as is kept. */
  public boolean wasTakenIn(Handle handle, String sha256) {
    return handle
        .createQuery(
            "select version from mitigation_policy where origin = :file and sha256 = :sha256"
                + " fetch first 1 rows only")
        .bind("file", Source.FILE.toString())
        .bind("sha256", sha256)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  /**
   * Puts the next version in force. Waits for whoever judges an intervention at that moment, and
   * keeps others from it until the end of the transaction: what is begun is begun either under the
   * policy before or under this one.
   *
   * @param expected the version that must be in force until then; 0: none
   * @param now time of the database
   * @return empty when another one is
   */
  public Optional<Version> add(Handle handle, long expected, Draft draft, Instant now) {
    byte[] text = draft.text().getBytes(StandardCharsets.UTF_8);
    if (text.length > MOST_BYTES) {
      throw new IllegalArgumentException("a policy of " + text.length + " bytes");
    }
    control.lock(handle);
    if (inForce(handle) != expected) {
      return Optional.empty();
    }
    var next =
        new Version(
            expected + 1,
            Column.sha256(text),
            draft.origin(),
            Column.clean(Incidents.bounded(draft.actor(), MOST_ACTOR_CHARS)),
            now,
            Column.clean(Incidents.bounded(draft.reason(), MOST_REASON_CHARS)));
    int rows =
        handle
            .createUpdate(
                "insert into mitigation_policy (version, sha256, origin, actor, at, reason, text)"
                    + " values (:version, :sha256, :origin, :actor, :at, :reason, :text)"
                    + " on conflict do nothing")
            .bind("version", next.version())
            .bind("sha256", next.sha256())
            .bind("origin", next.origin().toString())
            .bind("actor", next.actor())
            .bind("at", next.at())
            .bind("reason", next.reason())
            .bind("text", Compressed.of(text))
            .execute();
    if (rows == 0) {
      return Optional.empty();
    }
    forget(handle, next.version());
    SqlAudit.append(handle, audited(next));
    return Optional.of(next);
  }

  /** The last one of a file stays, since it says what of the file is news. */
  private static void forget(Handle handle, long newest) {
    handle
        .createUpdate(
            "delete from mitigation_policy where version <= :last and version not in (select"
                + " coalesce(max(version), 0) from mitigation_policy where origin = :file)")
        .bind("last", newest - MOST_VERSIONS)
        .bind("file", Source.FILE.toString())
        .execute();
  }

  private static AuditEntry audited(Version it) {
    return new AuditEntry(
        it.at(),
        AuditEntry.Kind.ACTION,
        "policy/" + it.version(),
        it.actor(),
        Optional.empty(),
        "",
        "mitigation-policy",
        "",
        it.origin().toString(),
        Optional.of("in force"),
        Optional.of(String.valueOf(it.version() - 1)),
        Optional.of(String.valueOf(it.version())),
        Optional.of("sha-256 " + it.sha256() + ": " + it.reason()),
        0);
  }

  private static Version version(ResultSet row, StatementContext context) throws SQLException {
    return new Version(
        row.getLong("version"),
        row.getString("sha256"),
        Source.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
        row.getString("actor"),
        Columns.time(row, "at", context).orElseThrow(),
        row.getString("reason"));
  }

  private static Stored stored(ResultSet row, StatementContext context) throws SQLException {
    Version version = version(row, context);
    return new Stored(version, text(row.getBytes("text"), version));
  }

  private static Optional<String> text(byte[] compressed, Version version) {
    try (var in = Compressed.open(compressed)) {
      byte[] text = in.readNBytes(MOST_BYTES + 1);
      if (Column.sha256(text).equals(version.sha256())) {
        return Optional.of(new String(text, StandardCharsets.UTF_8));
      }
      LOG.error("Policy {} in the database is not as it was written", version.version());
    } catch (IOException damaged) {
      LOG.error("Policy {} in the database cannot be read", version.version(), damaged);
    }
    return Optional.empty();
  }
}
