package io.fivewhys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.access.AuditUnavailable;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseKind;
import io.fivewhys.store.MitigationPolicies.Draft;
import io.fivewhys.store.MitigationPolicies.Source;
import io.fivewhys.store.MitigationPolicies.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class MitigationPoliciesTest {
  @Parameter DatabaseKind kind;
  @TempDir Path directory;
  private final MitigationPolicies policies = new MitigationPolicies();
  private Database database;

  @BeforeEach
  void open() {
    database = kind.open(directory.resolve("data"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Optional<Version> add(long expected, Source origin, String text) {
    return database.write(
        handle ->
            policies.add(
                handle,
                expected,
                new Draft(text, origin, "ann", "why"),
                database.clock().instant()));
  }

  private List<Version> history(OptionalLong before) {
    return database.read(handle -> policies.history(handle, before, 5));
  }

  private Optional<MitigationPolicies.Stored> get(long version) {
    return database.read(handle -> policies.get(handle, version));
  }

  @Test
  void theNewestIsInForceAndReadAsItWasWritten() {
    assertThat(database.read(policies::inForce)).isZero();
    assertThat(database.read(policies::newest)).isEmpty();

    Version first = add(0, Source.FILE, "rules: []").orElseThrow();
    Version second = add(1, Source.API, "rules: [] # ä").orElseThrow();

    var newest = database.read(policies::newest).orElseThrow();
    assertThat(newest.version()).isEqualTo(second);
    assertThat(newest.text()).contains("rules: [] # ä");
    assertThat(history(OptionalLong.empty())).containsExactly(second, first);
    assertThat(history(OptionalLong.of(2))).containsExactly(first);
    assertThat(database.read(policies::newestOfFile)).contains(first);
  }

  @Test
  void whoeverExpectsAnotherVersionAddsNone() {
    add(0, Source.API, "a");
    assertThat(add(0, Source.API, "b")).isEmpty();
    assertThat(add(2, Source.API, "b")).isEmpty();
    assertThat(database.read(policies::inForce)).isEqualTo(1);
  }

  @Test
  void ofManyAtOnceOneIsFirst() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Optional<Version>>> tries =
          IntStream.range(0, 8)
              .<Callable<Optional<Version>>>mapToObj(i -> () -> add(0, Source.API, "p" + i))
              .toList();
      int won = 0;
      for (Future<Optional<Version>> each : threads.invokeAll(tries)) {
        won += each.get().isPresent() ? 1 : 0;
      }
      assertThat(won).isOne();
    }
    assertThat(database.read(policies::inForce)).isEqualTo(1);
  }

  @Test
  void eachStandsInTheAuditLogWithWhoAndWhy() throws AuditUnavailable {
    add(0, Source.API, "a");
    var audit = new SqlAudit(database);
    var entry = audit.newest(5).getFirst();
    assertThat(entry.path("operation").asText()).isEqualTo("mitigation-policy");
    assertThat(entry.path("actor").asText()).isEqualTo("ann");
    assertThat(entry.path("detail").asText()).contains(MitigationPolicies.hash("a"), "why");
    assertThat(audit.verify()).isEmpty();
  }

  @Test
  void oldOnesAreForgottenButWhatWasTakenInOfTheFile() {
    add(0, Source.FILE, "file");
    database.change(
        handle -> {
          for (int i = 1; i <= 510; i++) {
            policies.add(
                handle, i, new Draft("p" + i, Source.API, "a", ""), database.clock().instant());
          }
        });
    assertThat(get(2)).isEmpty();
    assertThat(get(11)).isEmpty();
    assertThat(get(12)).isPresent();
    assertThat(database.read(policies::newestOfFile).map(Version::sha256))
        .contains(MitigationPolicies.hash("file"));
  }

  @Test
  void withoutAFileOldOnesAreForgottenToo() {
    add(0, Source.API, "first");
    database.change(it -> it.execute("update mitigation_policy set version = 600"));
    database.change(
        handle -> {
          handle.execute(
              "insert into mitigation_policy (version, sha256, origin, actor, at, reason, text)"
                  + " select 100, sha256, origin, actor, at, reason, text from mitigation_policy");
        });
    add(600, Source.API, "next");
    assertThat(get(100)).isEmpty();
    assertThat(get(600)).isPresent();
  }

  @Test
  void nobodyJudgesWhileThePolicyChanges() {
    add(0, Source.API, "a");
    database.change(
        handle -> {
          var draft = new Draft("b", Source.API, "ann", "why");
          assertThat(policies.add(handle, 1, draft, database.clock().instant())).isPresent();
          assertThatThrownBy(CompletableFuture.supplyAsync(this::lockAtOnce)::join)
              .as("the row by which intents are written one after another")
              .hasMessageMatching("(?is).*lock.*");
        });
    assertThat(lockAtOnce()).isOne();
  }

  private int lockAtOnce() {
    return database.read(
        handle ->
            handle
                .createQuery("select id from mitigation_control where id = 1 for update nowait")
                .mapTo(Integer.class)
                .one());
  }

  @Test
  void whatWasTakenInOfTheFileIsKnownByItsText() {
    add(0, Source.FILE, "a");
    add(1, Source.FILE, "b");
    add(2, Source.API, "c");
    assertThat(wasTakenIn("a")).isTrue();
    assertThat(wasTakenIn("b")).isTrue();
    assertThat(wasTakenIn("c")).as("sent").isFalse();
  }

  private boolean wasTakenIn(String text) {
    return database.read(handle -> policies.wasTakenIn(handle, MitigationPolicies.hash(text)));
  }

  @Test
  void whatIsDamagedHasNoText() {
    add(0, Source.API, "rules: []");
    database.change(it -> it.execute("update mitigation_policy set sha256 = 'x'"));
    assertThat(database.read(policies::newest).orElseThrow().text()).isEmpty();
    database.change(it -> it.execute("update mitigation_policy set text = ?", new byte[] {1}));
    assertThat(database.read(policies::newest).orElseThrow().text()).isEmpty();
  }

  @Test
  void oneThatIsTooLargeIsABugOfWhoeverSendsIt() {
    String large = "#".repeat(MitigationPolicies.MOST_BYTES + 1);
    assertThatThrownBy(() -> add(0, Source.API, large))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
