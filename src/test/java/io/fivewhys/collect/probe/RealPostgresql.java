package io.fivewhys.collect.probe;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL of its own, which asks all but its superuser for a password. */
final class RealPostgresql implements AutoCloseable {
  private static final String ACCESS =
      """
      local   all         all                     trust
      host    all         postgres  127.0.0.1/32  trust
      host    replication postgres  127.0.0.1/32  trust
      hostssl all         guarded   127.0.0.1/32  scram-sha-256
      host    all         probe     127.0.0.1/32  scram-sha-256
      host    all         limited   127.0.0.1/32  scram-sha-256
      host    all         nobody    127.0.0.1/32  scram-sha-256
      """;

  private final EmbeddedPostgres server;
  private final Path data;

  private RealPostgresql(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  static RealPostgresql start(Path data) throws Exception {
    var server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setServerConfig("max_connections", "8")
            .setServerConfig("superuser_reserved_connections", "3")
            .setServerConfig("password_encryption", "scram-sha-256")
            .start();
    var postgresql = new RealPostgresql(server, data);
    postgresql.run(
        "CREATE ROLE probe LOGIN PASSWORD '" + Asked.PASSWORD + "'",
        "CREATE ROLE guarded LOGIN PASSWORD '" + Asked.PASSWORD + "'",
        "CREATE ROLE limited LOGIN CONNECTION LIMIT 0 PASSWORD '" + Asked.PASSWORD + "'",
        "CREATE ROLE stranger LOGIN PASSWORD '" + Asked.PASSWORD + "'",
        "CREATE TABLE stock (item int)",
        "GRANT SELECT ON stock TO probe");
    Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
    postgresql.reload();
    return postgresql;
  }

  /** A replica that follows it, from a copy of its files. */
  RealPostgresql replica(Path copy) throws Exception {
    try (Connection connection = superuser();
        var statement = connection.createStatement()) {
      statement.execute("SELECT pg_start_backup('replica', true, false)");
      copyFiles(data, copy);
      try (var row = statement.executeQuery("SELECT labelfile FROM pg_stop_backup(false, false)")) {
        row.next();
        Files.writeString(copy.resolve("backup_label"), row.getString(1));
      }
    }
    Files.writeString(copy.resolve("standby.signal"), "");
    Files.writeString(
        copy.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres application_name=replica-1'%n"
            .formatted(port()));
    var replica =
        EmbeddedPostgres.builder()
            .setDataDirectory(copy)
            .setCleanDataDirectory(false)
            .setServerConfig("max_connections", "8")
            .setServerConfig("superuser_reserved_connections", "3")
            .start();
    return new RealPostgresql(replica, copy);
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a)
              throws IOException {
            Files.createDirectories(
                to.resolve(from.relativize(directory)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            boolean own = file.getFileName().toString().matches("postmaster\\..*|epg-lock");
            if (!own) {
              copyFile(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  /** A running server takes files away while they are copied, and says so in its log. */
  private static void copyFile(Path from, Path to) throws IOException {
    try {
      Files.copy(from, to);
    } catch (NoSuchFileException e) {
      Files.deleteIfExists(to);
    }
  }

  int port() {
    return server.getPort();
  }

  Connection superuser() throws SQLException {
    return as("postgres");
  }

  Connection as(String user) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/postgres?sslmode=disable",
        user,
        Asked.PASSWORD);
  }

  /** A connection over which the server's log can be had. */
  Connection replication(String name) throws SQLException {
    var properties = new Properties();
    properties.put("user", "postgres");
    properties.put("sslmode", "disable");
    properties.put("replication", "true");
    properties.put("preferQueryMode", "simple");
    properties.put("assumeMinServerVersion", "13");
    properties.put("ApplicationName", name);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/postgres", properties);
  }

  void run(String... statements) throws SQLException {
    try (Connection connection = superuser();
        var statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  String ask(String query) throws SQLException {
    try (Connection connection = superuser();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Settings of the server take effect for connections made after this. */
  void reload() throws SQLException, InterruptedException {
    String before = ask("SELECT pg_conf_load_time()::text");
    do {
      run("SELECT pg_reload_conf()");
      TimeUnit.MILLISECONDS.sleep(20);
    } while (ask("SELECT pg_conf_load_time()::text").equals(before));
  }

  /** Encrypts from now on, for those who want it. */
  void encrypt(Certificates.Identity identity) throws Exception {
    identity.write(data.resolve("server.crt"), data.resolve("server.key"));
    run("ALTER SYSTEM SET ssl = on");
    reload();
  }

  /** The server stops in its tracks; the machine still accepts connections for it. */
  void signal(String signal) throws IOException, InterruptedException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
    int code = new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    if (code != 0) {
      throw new AssertionError("no signal to " + pid);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
