package io.fivewhys.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the database is and how it is used.
 *
 * @param url {@code jdbc:postgresql://HOST:PORT/NAME} with what the driver understands behind a
 *     question mark; empty: an H2 file in the directory
 * @param user of PostgreSQL
 * @param password of PostgreSQL; never shown
 * @param directory where the H2 file is, made when it is missing, for its owner alone
 * @param connections most at the same time, 2 or more
 * @param patience how long one waits for a connection, and for a database that is not there
 */
public record DatabaseOptions(
    Optional<String> url,
    Optional<String> user,
    Optional<String> password,
    Path directory,
    int connections,
    Duration patience) {
  static final String POSTGRESQL = "jdbc:postgresql:";

  public DatabaseOptions {
    url.filter(it -> !it.startsWith(POSTGRESQL))
        .ifPresent(
            _ -> {
              throw new IllegalArgumentException(
                  "a URL that begins with jdbc:postgresql:, or none for the file of its own");
            });
  }

  /** A file of its own. */
  public static DatabaseOptions file(Path directory) {
    return new DatabaseOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), directory, 10, Duration.ofSeconds(5));
  }

  /** Whether there may be one: a server that is named, or a file that was made. */
  public boolean isThere() {
    return isPostgreSql() || Files.exists(Path.of(place()));
  }

  boolean isPostgreSql() {
    return url.isPresent();
  }

  /** As it may be shown: without what stands behind the question mark. */
  String place() {
    return url.map(it -> it.replaceFirst("\\?.*", ""))
        .orElseGet(() -> directory.resolve(H2File.NAME + ".mv.db").toString());
  }

  @Override
  public String toString() {
    return place();
  }
}
