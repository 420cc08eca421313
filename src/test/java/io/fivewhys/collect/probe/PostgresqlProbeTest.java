package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.ResourceUsage.Resource;
import io.fivewhys.fact.Signal;
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
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** Against a real PostgreSQL. */
class PostgresqlProbeTest {
  private static final String POSITION = "SELECT pg_current_wal_lsn()::text";

  @TempDir private static Path directory;
  private static RealPostgresql server;

  @BeforeAll
  static void start() throws Exception {
    server = RealPostgresql.start(directory.resolve("primary"));
    // Loads the client, which is given more time.
    Asked.of(config()).good();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Postgresql config(int port) {
    return new Postgresql(
        Asked.dependency(),
        "127.0.0.1",
        Optional.of(port),
        Optional.of("postgres"),
        Asked.login("probe"),
        Encryption.defaults(),
        Optional.empty());
  }

  private static Postgresql config() {
    return config(server.port());
  }

  private static Postgresql as(Login login) {
    return with(config(), login, Encryption.defaults(), Optional.empty());
  }

  private static Postgresql asking(String query, Duration timeout) {
    var it = config();
    return new Postgresql(
        it.probed().within(timeout),
        it.host(),
        it.port(),
        it.database(),
        it.login(),
        it.encryption(),
        Optional.of(query));
  }

  private static Postgresql with(
      Postgresql it, Login login, Encryption encryption, Optional<String> database) {
    return new Postgresql(
        it.probed(),
        it.host(),
        it.port(),
        database.or(it::database),
        login,
        encryption,
        it.query());
  }

  @Test
  void aServerThatIsUpAnswersAndTellsWhatItUses() {
    Asked asked = Asked.of(config());
    DependencyProbe probe = asked.good();
    assertThat(probe.dependency()).isEqualTo("orders-db");
    assertThat(probe.isType(DependencyProbe.Type.DATABASE)).isTrue();
    assertThat(probe.target()).contains("127.0.0.1:" + server.port());
    assertThat(probe.readOnly()).contains(false);
    ResourceUsage connections = asked.usage(Resource.CONNECTIONS).orElseThrow();
    assertThat(connections.workload()).isEqualTo("orders-db");
    assertThat(connections.limit()).hasValue(5);
    assertThat(connections.used().orElseThrow()).isBetween(1.0, 5.0);
  }

  @Test
  void nothingStaysOpenBehindALook() throws Exception {
    Asked.of(config()).good();
    String open = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'fivewhys'";
    assertThat(Until.equal("0", () -> server.ask(open))).isEqualTo("0");
  }

  @Test
  void aServerThatIsDownRefuses() {
    Asked.of(config(FakeServer.nobody())).failed(FailureKind.REFUSED, "connection refused");
  }

  @Test
  void aNameThatDoesNotResolveIsNoServerThatIsDown() {
    var it = config();
    Asked.of(
            new Postgresql(
                it.probed(),
                "orders-db.invalid",
                it.port(),
                it.database(),
                it.login(),
                it.encryption(),
                it.query()))
        .failed(FailureKind.UNRESOLVED, "no such host", "orders-db.invalid");
  }

  @Test
  void aWrongPasswordIsRejected() {
    Asked.of(as(Asked.login("probe", "WRONG_PASSWORD")))
        .failed(FailureKind.WRONG_CREDENTIALS, "password of user probe", "28P01");
  }

  @Test
  void aUserThatIsNotThereIsRejected() {
    Asked.of(as(Asked.login("nobody"))).failed(FailureKind.WRONG_CREDENTIALS, "user nobody");
  }

  @Test
  void aUserThatMayNotComeFromHereIsToldApartFromAWrongPassword() {
    Asked.of(as(Asked.login("stranger")))
        .failed(FailureKind.NOT_ALLOWED, "does not let user stranger in", "28000");
  }

  @Test
  void aDatabaseThatIsNotThereIsNotFound() {
    Asked.of(
            with(config(), Asked.login("probe"), Encryption.defaults(), Optional.of("or&ders/x?y")))
        .failed(FailureKind.NOT_FOUND, "no database or&ders/x?y", "3D000");
  }

  @Test
  void aServerWhoseConnectionsAreAllTakenSaysSo() throws Exception {
    List<Connection> taken = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        taken.add(server.as("probe"));
      }
      Asked asked = Asked.of(config());
      asked.failed(FailureKind.TOO_MANY_CONNECTIONS, "no connection left", "53300");
      assertThat(asked.usage(Resource.CONNECTIONS).orElseThrow().isAtLeast(1)).isTrue();
    } finally {
      for (Connection each : taken) {
        each.close();
      }
    }
  }

  @Test
  void aLimitOfTheUserAloneSaysNothingAboutTheServer() {
    Asked asked = Asked.of(as(Asked.login("limited")));
    asked.failed(FailureKind.TOO_MANY_CONNECTIONS, "for role");
    assertThat(asked.usage(Resource.CONNECTIONS)).isEmpty();
  }

  @Test
  void aServerThatIsSetToTakeNoWritesIsReadOnly() throws Exception {
    server.run("ALTER SYSTEM SET default_transaction_read_only = on");
    server.reload();
    try {
      assertThat(Asked.of(config()).good().readOnly()).contains(true);
    } finally {
      server.run(
          "SET default_transaction_read_only = off",
          "ALTER SYSTEM RESET default_transaction_read_only");
      server.reload();
    }
  }

  @Test
  void aProbeThatMayNotWriteDoesNotMakeTheServerReadOnly() throws Exception {
    server.run("ALTER ROLE probe SET default_transaction_read_only = on");
    try {
      assertThat(Asked.of(config()).good().readOnly()).contains(false);
    } finally {
      server.run("ALTER ROLE probe RESET default_transaction_read_only");
    }
  }

  @Test
  void aQuestionCannotWrite() throws Exception {
    server.run("GRANT INSERT ON stock TO probe");
    Asked.of(asking("INSERT INTO stock VALUES (1)", Duration.ofSeconds(5)))
        .failed(FailureKind.ERROR, "read-only transaction", "25006");
    assertThat(server.ask("SELECT count(*) FROM stock")).isEqualTo("0");
  }

  @Test
  void aTableThatSomebodyElseHasLockedIsToldApartFromAServerThatIsSlow() throws Exception {
    try (Connection other = server.superuser();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE stock IN ACCESS EXCLUSIVE MODE");
      Asked.of(asking("SELECT * FROM stock", Duration.ofSeconds(1)))
          .failed(FailureKind.LOCKED, "waits for a lock", "55P03");
    }
  }

  @Test
  void aQueryThatTakesTooLongEndsOnTheServerToo() throws Exception {
    Asked.of(asking("SELECT pg_sleep(30)", Duration.ofSeconds(1)))
        .failed(FailureKind.SLOW, "timeout", "SELECT pg_sleep(30)");
    String sleeps = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    assertThat(Until.equal("0", () -> server.ask(sleeps))).isEqualTo("0");
  }

  @Test
  void aTableThatTheProbeMayNotReadIsARightThatItLacks() throws Exception {
    server.run("CREATE TABLE IF NOT EXISTS wages (amount int)");
    Asked.of(asking("SELECT * FROM wages", Duration.ofSeconds(5)))
        .failed(FailureKind.NOT_ALLOWED, "may not ask", "42501");
  }

  @Test
  void aStoppedServerAcceptsAndNeverAnswers() throws Exception {
    server.signal("STOP");
    try {
      var probed = Asked.dependency().within(Duration.ofMillis(800));
      var it = config();
      Asked asked =
          Asked.of(
              new Postgresql(
                  probed,
                  it.host(),
                  it.port(),
                  it.database(),
                  it.login(),
                  it.encryption(),
                  it.query()));
      asked.failed(FailureKind.HANGING, "accepts the connection and never answers", "800 ms");
      assertThat(asked.took()).isLessThan(new ProbeSource(config(), Asked.CONTEXT).deadline());
    } finally {
      server.signal("CONT");
    }
    Asked.of(config()).good();
  }

  @Test
  void aServerThatWantsTlsSaysSoAndIsReachedWithIt() throws Exception {
    var certificates = new Certificates();
    server.encrypt(certificates.good());
    Optional<Path> authority = Optional.of(certificates.authorityFile(directory));
    Login guarded = Asked.login("guarded");
    var verified = new Encryption(Encryption.Use.VERIFY, authority);
    Asked.of(as(guarded)).failed(FailureKind.TLS_REQUIRED, "without TLS");
    Asked.of(with(config(), guarded, verified, Optional.empty())).good();
    var unverified = new Encryption(Encryption.Use.UNVERIFIED, Optional.empty());
    Asked.of(with(config(), guarded, unverified, Optional.empty())).good();
    var ofTheSystem = new Encryption(Encryption.Use.VERIFY, Optional.empty());
    Asked.of(with(config(), guarded, ofTheSystem, Optional.empty()))
        .failed(FailureKind.CERTIFICATE_UNTRUSTED, "unknown authority");
    server.encrypt(certificates.expired());
    Asked.of(with(config(), guarded, verified, Optional.empty()))
        .failed(FailureKind.CERTIFICATE_EXPIRED, "expired");
    server.encrypt(certificates.forName("other.example"));
    Asked.of(with(config(), guarded, verified, Optional.empty()))
        .failed(FailureKind.CERTIFICATE_MISMATCH, "another name");
  }

  @Test
  void whoeverOnlyTakesTheLogAlongIsNoReplica() throws Exception {
    server.run("GRANT pg_monitor TO probe");
    try (Connection archiver = server.replication("archiver");
        PGReplicationStream log =
            archiver
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .physical()
                .withStartPosition(LogSequenceNumber.valueOf(server.ask(POSITION)))
                .start()) {
      log.forceUpdateStatus();
      Until.equal("streaming", () -> server.ask("SELECT state FROM pg_stat_replication"));
      Asked asked = Asked.of(config());
      asked.good();
      assertThat(asked.signal("replication_lag_seconds")).isEmpty();
    }
  }

  @Test
  void aReplicaIsReadOnlyAndTellsHowFarBehindItIsUntilItStops() throws Exception {
    try (RealPostgresql replica = server.replica(directory.resolve("replica"))) {
      server.run("INSERT INTO stock SELECT 1", "DELETE FROM stock");
      Until.equal("t", () -> replica.ask("SELECT pg_last_xact_replay_timestamp() IS NOT NULL"));
      Asked asked = Asked.of(config(replica.port()));
      assertThat(asked.good().readOnly()).contains(true);
      assertThat(asked.signal("replication_lag_seconds").orElseThrow().isAbout("orders-db"))
          .isTrue();

      replica.run("SELECT pg_wal_replay_pause()");
      server.run("INSERT INTO stock SELECT 1", "DELETE FROM stock");
      Signal lag =
          Until.matches(
              it -> it.isAtLeast(0.001),
              () ->
                  Asked.of(config(replica.port())).signal("replication_lag_seconds").orElseThrow());
      assertThat(lag.unit()).contains("seconds");
      server.run("GRANT pg_monitor TO probe");
      Signal told =
          Until.matches(
                  it -> it.isPresent() && it.get().isAtLeast(0.001),
                  () -> Asked.of(config()).signal("replication_lag_seconds"))
              .orElseThrow();
      assertThat(told.labels()).containsEntry("replica", "replica-1");

      try (Connection stays = replica.as("probe")) {
        assertThat(stays.isValid(1)).isTrue();
        replica.signal("TERM");
        DependencyProbe stopping =
            Until.matches(it -> !it.ok(), () -> Asked.of(config(replica.port())).probe());
        assertThat(stopping.error().orElseThrow()).contains("shutting down");
      }
    }
  }
}
