package io.fivewhys.demo.data;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/** A real PostgreSQL on a port that stays the same from one start to the next. */
public final class Database implements AutoCloseable {
  public static final String USER = "postgres";
  private static final String NAME = "postgres";

  private static final String SCHEMA =
      """
      CREATE TABLE customers (id int PRIMARY KEY, tier text);
      INSERT INTO customers SELECT id, CASE WHEN id % 10 = 0 THEN 'gold'
        WHEN id % 10 = 5 THEN 'silver' END FROM generate_series(1, 500) id;
      CREATE TABLE orders (id bigserial PRIMARY KEY, customer int NOT NULL REFERENCES customers,
        total numeric(10, 2) NOT NULL, placed timestamptz NOT NULL DEFAULT now());
      INSERT INTO orders (customer, total)
        SELECT 1 + id % 500, 10 + id % 90 FROM generate_series(1, 2000) id;
      CREATE TABLE payments (id bigserial PRIMARY KEY, reference text NOT NULL UNIQUE);
      INSERT INTO payments (reference) SELECT 'payment:' || id FROM generate_series(1, 2000) id;
      """;

  /**
   * Below the library's own directory, where it ends what a killed process left running. What
   * carries no lock for ten minutes counts as left.
   */
  private final Path directory =
      Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg", "demo-" + UUID.randomUUID());

  private final int port;
  private EmbeddedPostgres running;

  public Database() throws IOException {
    port = FreePort.take();
  }

  /** Starts it and makes the shop's tables. */
  public void create() throws SQLException {
    start();
    try (Connection connection = running.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(SCHEMA);
    }
  }

  private EmbeddedPostgres started() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_connections", "60")
        .setPGStartupWait(Duration.ofSeconds(30))
        .start();
  }

  public int port() {
    return port;
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, NAME);
  }

  public synchronized boolean isRunning() {
    return running != null;
  }

  /** Stops it as an operator would: whoever is connected is sent away. */
  public synchronized void stop() {
    try {
      if (running != null) {
        running.close();
        running = null;
        Files.setLastModifiedTime(directory.resolve("epg-lock"), FileTime.from(Instant.now()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL could not be stopped", e);
    }
  }

  /** Starts it again, with all that it held. */
  public synchronized void start() {
    try {
      if (running == null) {
        running = started();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL could not be started", e);
    }
  }

  @Override
  public synchronized void close() {
    stop();
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the data directory could not be removed", e);
    }
  }
}
