package io.fivewhys.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
      var options = empty(directory);
      if (!options.isThere()) {
        copy(MigratedFile.ONE, Path.of(options.place()));
      }
      return options;
    }

    @Override
    public DatabaseOptions empty(Path directory) {
      return DatabaseOptions.file(directory);
    }
  },
  POSTGRESQL {
    @Override
    public DatabaseOptions options(Path directory) {
      return Server.options(Server.made(MigratedDatabase.NAME), directory);
    }

    @Override
    public DatabaseOptions empty(Path directory) {
      return Server.options(Server.made("template1"), directory);
    }
  };

  /**
   * A database of its own with all tables and nothing in them, as a copy of one that was made once;
   * for H2 the one in the directory. Making the tables anew for every test took longer than most
   * tests.
   */
  public abstract DatabaseOptions options(Path directory);

  /** As {@link #options} without tables: whoever opens it makes them. */
  public abstract DatabaseOptions empty(Path directory);

  public Database open(Path directory) {
    return Database.open(options(directory), Clock.systemUTC());
  }

  public Database open(Path directory, Clock machine) {
    return Database.open(options(directory), machine);
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the files are copies of. */
  private static final class MigratedFile {
    static final Path ONE = made();

    private static Path made() {
      try {
        Path directory = Files.createTempDirectory("migrated");
        var options = H2.empty(directory);
        Database.open(options, Clock.systemUTC()).close();
        Path file = Path.of(options.place());
        directory.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What the databases of the server are copies of; nobody may be connected to it. */
  private static final class MigratedDatabase {
    static final String NAME = made();

    private static String made() {
      String name = Server.made("template1");
      Database.open(Server.options(name, Path.of("unused")), Clock.systemUTC()).close();
      return name;
    }
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

    /** The name of a new database. */
    static String made(String template) {
      String name = "t" + UUID.randomUUID().toString().replace("-", "");
      try (var connection = ONE.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name + " template " + template);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return name;
    }

    static DatabaseOptions options(String name, Path directory) {
      return new DatabaseOptions(
          Optional.of(ONE.getJdbcUrl("postgres", name)),
          Optional.of("postgres"),
          Optional.of("postgres"),
          directory,
          10,
          Duration.ofSeconds(10));
    }
  }
}
