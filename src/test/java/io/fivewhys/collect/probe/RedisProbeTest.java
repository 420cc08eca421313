package io.fivewhys.collect.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.SecretRef;
import io.fivewhys.fact.DependencyProbe;
import io.fivewhys.fact.ResourceUsage;
import io.fivewhys.fact.ResourceUsage.Resource;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Redis. */
class RedisProbeTest {
  private static final Login PASSWORD_ALONE =
      new Login(
          Optional.empty(),
          Optional.of(new SecretRef(Optional.empty(), Optional.of("DB_PASSWORD"))));

  @TempDir private static Path directory;
  private static RealRedis server;

  @BeforeAll
  static void start() throws Exception {
    server = new RealRedis(directory);
    // Loads the client, which is given more time.
    asked(server).good();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Redis config(int port, Login login) {
    return config(Asked.dependency(), port, login);
  }

  private static Redis config(Probed probed, int port, Login login) {
    return new Redis(probed, "127.0.0.1", Optional.of(port), login, Encryption.defaults());
  }

  private static Asked asked(RealRedis redis) {
    return Asked.of(config(redis.port(), Login.anonymous()));
  }

  @Test
  void aServerThatIsUpAnswersAndTellsWhatItUses() {
    Asked asked = asked(server);
    DependencyProbe probe = asked.good();
    assertThat(probe.isType(DependencyProbe.Type.CACHE)).isTrue();
    assertThat(probe.readOnly()).contains(false);
    assertThat(probe.error()).isEmpty();
    ResourceUsage memory = asked.usage(Resource.MEMORY).orElseThrow();
    assertThat(memory.workload()).isEqualTo("orders-db");
    assertThat(memory.used().orElseThrow()).isGreaterThan(100_000);
    assertThat(memory.share()).as("it may take what there is").isEmpty();
    assertThat(asked.usage(Resource.CONNECTIONS).orElseThrow().used().orElseThrow())
        .isGreaterThanOrEqualTo(1);
  }

  @Test
  void aServerThatIsDownRefuses() throws Exception {
    var gone = new RealRedis(directory);
    asked(gone).good();
    gone.close();
    asked(gone).failed(FailureKind.REFUSED, "connection refused");
  }

  @Test
  void aPasswordThatIsMissingOrWrongIsRejected() throws Exception {
    try (var guarded = new RealRedis(directory, "requirepass " + Asked.PASSWORD)) {
      Asked.of(config(guarded.port(), PASSWORD_ALONE)).good();
      asked(guarded).failed(FailureKind.WRONG_CREDENTIALS, "none was given", "NOAUTH");
      Asked.of(config(guarded.port(), Asked.login("default", "WRONG_PASSWORD")))
          .failed(FailureKind.WRONG_CREDENTIALS, "rejects the user or the password", "WRONGPASS");
    }
  }

  @Test
  void aPasswordThatNobodyAskedForIsRejectedToo() {
    Asked.of(config(server.port(), PASSWORD_ALONE)).failed(FailureKind.WRONG_CREDENTIALS, "AUTH");
  }

  @Test
  void aUserWithoutTheRightToAskForMoreStillTellsThatItIsUp() throws Exception {
    server.call("ACL", "SETUSER", "probe", "on", ">" + Asked.PASSWORD, "+ping");
    Asked asked = Asked.of(config(server.port(), Asked.login("probe")));
    asked.good();
    assertThat(asked.answer().notes()).singleElement().asString().contains("INFO", "NOPERM");
    server.call("ACL", "SETUSER", "probe", "-ping");
    Asked.of(config(server.port(), Asked.login("probe")))
        .failed(FailureKind.NOT_ALLOWED, "does not allow PING");
  }

  @Test
  void aReplicaIsReadOnlyAndTellsThatItsMasterIsGone() throws Exception {
    var master = new RealRedis(directory);
    try (var replica = new RealRedis(directory, "replicaof 127.0.0.1 " + master.port())) {
      Until.matches(
          it -> it.contains("master_link_status:up"), () -> replica.call("INFO", "replication"));
      Asked asked = asked(replica);
      assertThat(asked.good().readOnly()).contains(true);
      assertThat(asked.signal("replication_stopped")).isEmpty();
      master.close();
      Asked later =
          Until.matches(it -> it.signal("replication_stopped").isPresent(), () -> asked(replica));
      assertThat(later.signal("replication_stopped").orElseThrow().text().orElseThrow())
          .contains("no link to its master");
    } finally {
      master.close();
    }
  }

  @Test
  void aServerWhoseConnectionsAreAllTakenSaysSo() throws Exception {
    try (var small = new RealRedis(directory, "maxclients 2")) {
      small.connect().call("PING");
      small.connect().call("PING");
      Asked asked =
          Until.matches(it -> it.signal(FailureKind.SIGNAL).isPresent(), () -> asked(small));
      asked.failed(FailureKind.TOO_MANY_CONNECTIONS, "max number of clients");
      assertThat(asked.usage(Resource.CONNECTIONS).orElseThrow().isAtLeast(1)).isTrue();
      Asked withPassword = Asked.of(config(small.port(), PASSWORD_ALONE));
      withPassword.failed(FailureKind.TOO_MANY_CONNECTIONS, "max number of clients");
    }
  }

  @Test
  void aPausedServerHangs() throws Exception {
    try (var paused = new RealRedis(directory)) {
      paused.call("CLIENT", "PAUSE", "60000", "ALL");
      var probed = Asked.impatient();
      Asked.of(config(probed, paused.port(), Login.anonymous()))
          .failed(FailureKind.HANGING, "accepts the connection and never answers", "PING");
    }
  }

  @Test
  void aStoppedServerHangs() throws Exception {
    server.stopped(
        () -> {
          var config = config(Asked.impatient(), server.port(), Login.anonymous());
          Asked.of(config)
              .failed(FailureKind.HANGING, "accepts the connection and never answers", "400 ms");
        });
    asked(server).good();
  }

  @Test
  void aServerThatLoadsItsDataIsStarting() throws Exception {
    try (var loading = new RealRedis(directory, "rdbcompression no")) {
      loading.call("DEBUG", "POPULATE", "4000", "key", "5000");
      loading.call("CONFIG", "SET", "key-load-delay", "500");
      Thread reload =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      loading.call("DEBUG", "RELOAD");
                    } catch (Exception e) {
                      // The test was quicker.
                    }
                  });
      Asked asked =
          Until.matches(it -> it.signal(FailureKind.SIGNAL).isPresent(), () -> asked(loading));
      asked.failed(FailureKind.STARTING, "LOADING");
      reload.join();
      Until.matches(it -> it.probe().ok(), () -> asked(loading)).good();
    }
  }

  @Test
  void aServerThatCannotSaveTakesNoWritesAndSaysWhy() throws Exception {
    try (var full = new RealRedis(directory)) {
      full.call("CONFIG", "SET", "dir", "/proc");
      full.call("SET", "a", "1");
      full.call("BGSAVE");
      Asked asked = Until.matches(it -> it.probe().error().isPresent(), () -> asked(full));
      DependencyProbe probe = asked.good();
      assertThat(probe.readOnly()).contains(true);
      assertThat(probe.error().orElseThrow()).contains("MISCONF");
      full.call("CONFIG", "SET", "dir", directory.toString());
    }
  }

  @Test
  void aServerThatIsFullAndEvictsNothingHasUsedUpItsMemory() throws Exception {
    try (var full = new RealRedis(directory, "maxmemory 600kb", "maxmemory-policy noeviction")) {
      Asked asked = asked(full);
      assertThat(asked.good().error().orElseThrow()).contains("OOM");
      assertThat(asked.usage(Resource.MEMORY).orElseThrow().isAtLeast(1)).isTrue();
      full.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
      Asked cache = asked(full);
      assertThat(cache.good().error()).isEmpty();
      assertThat(cache.usage(Resource.MEMORY).orElseThrow().share()).isEmpty();
    }
  }

  @Test
  void evictionsSinceTheLookBeforeAreCounted() throws Exception {
    try (var cache = new RealRedis(directory, "maxmemory-policy allkeys-lru")) {
      var source = new ProbeSource(config(cache.port(), Login.anonymous()), Asked.CONTEXT);
      assertThat(Asked.of(source).signal("evicted_keys_per_second")).isEmpty();
      assertThat(Asked.of(source).signal("evicted_keys_per_second").orElseThrow().value())
          .hasValue(0);
      cache.call("DEBUG", "POPULATE", "1000", "key", "1000");
      cache.call("CONFIG", "SET", "maxmemory", "1mb");
      cache.call("SET", "one", "more");
      var signal = Asked.of(source).signal("evicted_keys_per_second").orElseThrow();
      assertThat(signal.value().orElseThrow()).isGreaterThan(1);
    }
  }

  @Test
  void aClusterWithoutAllOfItsSlotsIsDown() throws Exception {
    try (var node = new RealRedis(directory, "cluster-enabled yes")) {
      asked(node).failed(FailureKind.CLUSTER_DOWN, "CLUSTERDOWN", "0 of 16384");
    }
  }

  @Test
  void nothingStaysOpenBehindALook() throws Exception {
    asked(server).good();
    assertThat(Until.equal(1L, () -> server.call("CLIENT", "LIST").lines().count())).isEqualTo(1);
  }
}
