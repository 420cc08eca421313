package io.fivewhys.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Both databases, for tests that must hold on both. */
public enum DatabaseKind {
  H2 {
    @Override
    public DatabaseOptions options(Path directory) {
      return DatabaseOptions.file(directory);
    }
  },
  POSTGRESQL {
    @Override
    public DatabaseOptions options(Path directory) {
      String name = "t" + UUID.randomUUID().toString().replace("-", "");
      try (var connection = Server.ONE.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return new DatabaseOptions(
          Optional.of(Server.ONE.getJdbcUrl("postgres", name)),
          Optional.of("postgres"),
          Optional.of("postgres"),
          directory,
          10,
          Duration.ofSeconds(10));
    }
  };

  /** A database of its own, empty; for H2 the one in the directory. */
  public abstract DatabaseOptions options(Path directory);

  public Database open(Path directory) {
    return Database.open(options(directory), Clock.systemUTC());
  }

  public Database open(Path directory, Clock machine) {
    return Database.open(options(directory), machine);
  }

  /** A real server, one for all tests of the process; it ends with it. */
  private static final class Server {
    static final EmbeddedPostgres ONE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "300")
            .setServerConfig("fsync", "off")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
