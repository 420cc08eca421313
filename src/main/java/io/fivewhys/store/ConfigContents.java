package io.fivewhys.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fivewhys.collect.kubernetes.change.ConfigData;
import io.fivewhys.collect.kubernetes.change.ConfigVersions;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What ConfigMaps held, in the database: the last versions of each, for a while. */
public final class ConfigContents implements ConfigVersions {
  /** So long is kept what was not seen any more. */
  public static final Duration AGE = Duration.ofDays(30);

  static final int MOST_VERSIONS = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;

  public ConfigContents(Database database) {
    this.database = database;
  }

  private record Newest(String version, String hash) {}

  @Override
  public Optional<String> record(List<Held> seen, Instant at) {
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    try {
      database.change(handle -> seen.forEach(it -> record(handle, it, Column.time(at))));
      return Optional.empty();
    } catch (DatabaseUnavailable e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void record(Handle handle, Held held, Instant at) {
    String uid = Column.name(held.uid());
    String version = Column.name(held.version());
    String hash = held.data().hash();
    Optional<Newest> newest = newest(handle, uid);
    if (newest.isPresent() && newest.get().hash().equals(hash)) {
      handle
          .createUpdate(
              "update config_content set last_seen_at = :at where uid = :uid and version = :version"
                  + " and last_seen_at < :at")
          .bind("at", at)
          .bind("uid", uid)
          .bind("version", newest.get().version())
          .execute();
    } else if (newest.isEmpty() || !isOlder(version, newest.get().version())) {
      insert(handle, held, uid, version, hash, at);
      shrink(handle, uid);
    }
  }

  private static Optional<Newest> newest(Handle handle, String uid) {
    return handle
        .createQuery(
            "select version, hash from config_content where uid = :uid order by seq desc"
                + " fetch first 1 rows only")
        .bind("uid", uid)
        .map((row, _) -> new Newest(row.getString("version"), row.getString("hash")))
        .findOne();
  }

  /**
   * Seen by a replica whose watch lags behind. Resource versions are the revisions of etcd, which
   * grow; where they are no numbers, nobody can tell.
   */
  private static boolean isOlder(String version, String than) {
    try {
      return Long.parseLong(version) < Long.parseLong(than);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void insert(
      Handle handle, Held held, String uid, String version, String hash, Instant at) {
    handle
        .createUpdate(
            "insert into config_content (uid, version, namespace, name, hash, first_seen_at,"
                + " last_seen_at, content) values (:uid, :version, :namespace, :name, :hash, :at,"
                + " :at, :content) on conflict do nothing")
        .bind("uid", uid)
        .bind("version", version)
        .bind("namespace", Column.name(held.namespace()))
        .bind("name", Column.name(held.name()))
        .bind("hash", hash)
        .bind("at", at)
        .bind("content", Compressed.of(write(held.data())))
        .execute();
  }

  private static void shrink(Handle handle, String uid) {
    handle
        .createUpdate(
            "delete from config_content where uid = :uid and seq not in (select seq from"
                + " config_content where uid = :uid order by seq desc"
                + " fetch first :most rows only)")
        .bind("uid", uid)
        .bind("most", MOST_VERSIONS)
        .execute();
  }

  @Override
  public Optional<List<Version>> of(String uid) {
    try {
      return Optional.of(
          database.read(
              handle ->
                  handle
                      .createQuery(
                          "select version, first_seen_at, last_seen_at, content from"
                              + " config_content where uid = :uid order by seq desc"
                              + " fetch first :most rows only")
                      .bind("uid", Column.name(uid))
                      .bind("most", MOST_VERSIONS)
                      .map(ConfigContents::version)
                      .list()));
    } catch (DatabaseUnavailable e) {
      return Optional.empty();
    }
  }

  /**
   * Forgets what nobody has seen for long.
   *
   * @param now by the database
   * @return how many versions
   */
  public int forgetOld(Instant now, int limit) {
    return database.write(
        handle ->
            handle
                .createUpdate(
                    "delete from config_content where seq in (select seq from config_content where"
                        + " last_seen_at < :before order by last_seen_at"
                        + " fetch first :most rows only)")
                .bind("before", now.minus(AGE))
                .bind("most", limit)
                .execute());
  }

  private static Version version(ResultSet row, StatementContext context) throws SQLException {
    return new Version(
        row.getString("version"),
        read(row.getBytes("content")),
        Columns.time(row, "first_seen_at", context).orElseThrow(),
        Columns.time(row, "last_seen_at", context).orElseThrow());
  }

  private static byte[] write(ConfigData data) {
    try {
      return JSON.writeValueAsBytes(data);
    } catch (IOException e) {
      throw new UncheckedIOException("texts can be written", e);
    }
  }

  private static ConfigData read(byte[] compressed) {
    try (InputStream in = Compressed.open(compressed)) {
      return JSON.readValue(in, ConfigData.class);
    } catch (IOException e) {
      throw new UncheckedIOException("what was recorded of a ConfigMap cannot be read", e);
    }
  }
}
