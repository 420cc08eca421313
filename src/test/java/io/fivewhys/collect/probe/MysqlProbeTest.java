package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.ResourceUsage.Resource;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real MariaDB; what only MySQL says is in {@link MysqlFailuresTest}. */
class MysqlProbeTest {
  @TempDir private static Path directory;
  private static RealMariadb server;

  @BeforeAll
  static void start() throws Exception {
    server =
        new RealMariadb(directory, "--max-connections=10", "--log-bin=changes", "--server-id=1");
    // Loads the client, which is given more time.
    Asked.of(config()).good();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private static Mysql config(int port, Login login) {
    return new Mysql(
        Asked.dependency(),
        "127.0.0.1",
        Optional.of(port),
        Optional.empty(),
        login,
        Encryption.defaults(),
        Optional.empty());
  }

  private static Mysql config() {
    return config(server.port(), Asked.login("probe"));
  }

  private static Mysql asking(String query, Duration timeout) {
    var it = config();
    return new Mysql(
        it.probed().within(timeout),
        it.host(),
        it.port(),
        it.database(),
        it.login(),
        it.encryption(),
        Optional.of(query));
  }

  private static Mysql encrypted(int port, Encryption encryption) {
    var it = config(port, Asked.login("probe"));
    return new Mysql(
        it.probed(), it.host(), it.port(), it.database(), it.login(), encryption, it.query());
  }

  @Test
  void aServerThatIsUpAnswersAndTellsWhatItUses() {
    Asked asked = Asked.of(config());
    DependencyProbe probe = asked.good();
    assertThat(probe.isType(DependencyProbe.Type.DATABASE)).isTrue();
    assertThat(probe.readOnly()).contains(false);
    ResourceUsage connections = asked.usage(Resource.CONNECTIONS).orElseThrow();
    assertThat(connections.limit()).hasValue(10);
    assertThat(connections.used().orElseThrow()).isBetween(1.0, 10.0);
    assertThat(asked.answer().notes()).singleElement().asString().contains("SLAVE MONITOR");
  }

  @Test
  void nothingStaysOpenBehindALook() throws Exception {
    Asked.of(config()).good();
    String open = "SELECT count(*) FROM information_schema.processlist WHERE user = 'probe'";
    assertThat(Until.equal("0", () -> server.ask(open))).isEqualTo("0");
  }

  @Test
  void aServerThatIsDownRefuses() {
    Asked.of(config(FakeServer.nobody(), Asked.login("probe")))
        .failed(FailureKind.REFUSED, "connection refused");
  }

  @Test
  void aWrongPasswordIsRejected() {
    Asked.of(config(server.port(), Asked.login("probe", "WRONG_PASSWORD")))
        .failed(FailureKind.WRONG_CREDENTIALS, "rejects user probe", "1045");
  }

  @Test
  void aDatabaseThatIsNotThereIsNotFound() {
    var it = config(server.port(), Asked.login("admin"));
    Asked.of(
            new Mysql(
                it.probed(),
                it.host(),
                it.port(),
                Optional.of("or-ders"),
                it.login(),
                it.encryption(),
                it.query()))
        .failed(FailureKind.NOT_FOUND, "no database or-ders", "1049");
  }

  @Test
  void aServerWhoseConnectionsAreAllTakenSaysSo() throws Exception {
    List<Connection> taken = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        taken.add(server.as("probe"));
      }
      Asked asked = Asked.of(config());
      asked.failed(FailureKind.TOO_MANY_CONNECTIONS, "no connection left", "1040");
      assertThat(asked.usage(Resource.CONNECTIONS).orElseThrow().isAtLeast(1)).isTrue();
    } finally {
      for (Connection each : taken) {
        each.close();
      }
    }
  }

  @Test
  void aLimitOfTheUserAloneSaysNothingAboutTheServer() throws Exception {
    try (Connection taken = server.as("limited")) {
      assertThat(taken.isValid(1)).isTrue();
      Asked asked = Asked.of(config(server.port(), Asked.login("limited")));
      asked.failed(FailureKind.TOO_MANY_CONNECTIONS, "for user limited", "1226");
      assertThat(asked.usage(Resource.CONNECTIONS)).isEmpty();
    }
  }

  @Test
  void aServerThatTakesNoWritesIsReadOnly() throws Exception {
    server.run("SET GLOBAL read_only = 1");
    try {
      assertThat(Asked.of(config()).good().readOnly()).contains(true);
    } finally {
      server.run("SET GLOBAL read_only = 0");
    }
  }

  @Test
  void aQuestionCannotWrite() throws Exception {
    Asked.of(asking("INSERT INTO shop.stock VALUES (1)", Duration.ofSeconds(5)))
        .failed(FailureKind.ERROR, "READ ONLY transaction");
    assertThat(server.ask("SELECT count(*) FROM shop.stock")).isEqualTo("0");
  }

  @Test
  void aTableThatSomebodyElseHasLockedIsToldApartFromAServerThatIsSlow() throws Exception {
    try (Connection other = server.admin();
        var statement = other.createStatement()) {
      statement.execute("LOCK TABLES shop.stock WRITE");
      Asked.of(asking("SELECT * FROM shop.stock", Duration.ofMillis(2_500)))
          .failed(FailureKind.LOCKED, "waits for a lock", "1205");
    }
  }

  @Test
  void aQueryThatTakesTooLongEndsOnTheServerToo() throws Exception {
    Asked.of(
            asking(
                "SELECT count(*) FROM information_schema.collations a,"
                    + " information_schema.collations b, information_schema.collations c",
                Duration.ofSeconds(1)))
        .failed(FailureKind.SLOW, "timeout");
    // Who gives up first, the server or the probe, is up to the machine.
    String running =
        "SELECT count(*) FROM information_schema.processlist"
            + " WHERE info LIKE 'SELECT count(*) FROM information_schema.collations a%'";
    assertThat(Until.equal("0", () -> server.ask(running))).isEqualTo("0");
  }

  @Test
  void aTableThatTheProbeMayNotReadIsARightThatItLacks() throws Exception {
    Asked.of(asking("SELECT * FROM shop.wages", Duration.ofSeconds(5)))
        .failed(FailureKind.NOT_ALLOWED, "may not ask", "1142");
  }

  @Test
  void aStoppedServerAcceptsAndNeverAnswers() throws Exception {
    server.signal("STOP");
    try {
      Asked.of(asking("SELECT 1", Duration.ofMillis(800)))
          .failed(FailureKind.HANGING, "accepts the connection and never answers", "800 ms");
    } finally {
      server.signal("CONT");
    }
    Asked.of(config()).good();
  }

  @Test
  void certificatesAreCheckedAndATlsOnlyServerSaysSo() throws Exception {
    var certificates = new Certificates();
    var good = certificates.good();
    Path certificate = directory.resolve("server.pem");
    Path key = directory.resolve("server.key");
    good.write(certificate, key);
    var verified =
        new Encryption(Encryption.Use.VERIFY, Optional.of(certificates.authorityFile(directory)));
    try (var secure = new RealMariadb(directory, "--ssl-cert=" + certificate, "--ssl-key=" + key)) {
      Asked.of(encrypted(secure.port(), verified)).good();
      secure.run("SET GLOBAL require_secure_transport = ON");
      Asked.of(encrypted(secure.port(), verified)).good();
      Asked.of(encrypted(secure.port(), verified.unverified())).good();
      Asked.of(encrypted(secure.port(), Encryption.defaults()))
          .failed(FailureKind.TLS_REQUIRED, "without TLS");
      var foreign =
          new Encryption(
              Encryption.Use.VERIFY,
              Optional.of(new Certificates().authorityFile(directory.resolve("."))));
      Asked.of(encrypted(secure.port(), foreign))
          .failed(FailureKind.CERTIFICATE_UNTRUSTED, "unknown authority");
    }
  }

  @Test
  void aReplicaTellsHowFarBehindItIsAndThatItHasStopped() throws Exception {
    try (var replica =
        new RealMariadb(directory, "--read-only", "--server-id=2", "--skip-slave-start")) {
      replica.run(
          "GRANT SLAVE MONITOR ON *.* TO probe@'127.0.0.1'",
          """
          CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = %d, MASTER_USER = 'admin',
            MASTER_PASSWORD = '%s', MASTER_LOG_FILE = '%s', MASTER_LOG_POS = %s,
            MASTER_SSL_VERIFY_SERVER_CERT = 0, MASTER_SSL = 0
          """
              .formatted(
                  server.port(),
                  Asked.PASSWORD,
                  server.ask("SHOW MASTER STATUS"),
                  server.ask(
                      "SELECT variable_value FROM information_schema.global_status"
                          + " WHERE variable_name = 'BINLOG_SNAPSHOT_POSITION'")),
          "START SLAVE");
      Asked asked =
          Until.matches(
              it -> it.signal("replication_lag_seconds").isPresent(),
              () -> Asked.of(config(replica.port(), Asked.login("probe"))));
      assertThat(asked.good().readOnly()).contains(true);
      assertThat(asked.signal("replication_lag_seconds").orElseThrow().value().orElseThrow())
          .isGreaterThanOrEqualTo(0);
      replica.run("STOP SLAVE");
      Asked stopped = Asked.of(config(replica.port(), Asked.login("probe")));
      assertThat(stopped.signal("replication_stopped").orElseThrow().text().orElseThrow())
          .contains("replication does not run");
    }
  }
}
