package io.fivewhys.revision;

import static io.fivewhys.revision.TinyRules.files;
import static io.fivewhys.revision.TinyRules.path;
import static io.fivewhys.revision.TinyRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.revision.Revision.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A directory that changes while the service runs. */
@Timeout(60)
@Isolated("threads of this process are counted")
class WatchedRulesTest {
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path temporary;
  private final RevisionsInMemory kept = new RevisionsInMemory();

  private final Heard heard = new Heard();
  private final List<RulesService> started = new ArrayList<>();
  private Duration quietPeriod = Duration.ofMillis(100);
  private Duration rescan = NEVER;

  @AfterEach
  void stop() {
    started.forEach(RulesService::close);
  }

  private Path rules() {
    return temporary.resolve("rules");
  }

  private RulesService start() throws InterruptedException {
    var service =
        new RulesService(
            kept,
            new RulesDirectory(
                rules(), new RulesDirectory.Times(quietPeriod, Duration.ofSeconds(30), rescan)),
            Fixed.source(
                Origin.SHIPPED, () -> new RuleSource.Reading.Complete(files("shipped", "1"))),
            new CandidateChecks(TinyRules::compiled, Map.of()),
            new RulesService.Options(true, NEVER, OptionalInt.empty()),
            heard,
            Clock.systemUTC());
    started.add(service);
    service.start();
    return service;
  }

  @Test
  void aFileThatChangesIsInForceAndSaysFromWhere() throws Exception {
    TinyRules.write(rules(), files("one", "1", "two", "1"));
    var service = start();
    heard.await("activated 1");

    TinyRules.write(rules().resolve(path("two")), rule("two", "2"));
    heard.await("activated 2");
    assertThat(service.rulebook().files()).isEqualTo(files("one", "1", "two", "2"));
    assertThat(service.revision())
        .satisfies(
            it -> {
              assertThat(it.origin()).isEqualTo(Origin.DIRECTORY);
              assertThat(it.author()).contains(rules().toString());
              assertThat(it.message()).isEqualTo("changed: " + path("two"));
            });

    Files.delete(rules().resolve(path("one")));
    heard.await("activated 3");
    assertThat(service.rulebook().files()).isEqualTo(files("two", "2"));
  }

  @Test
  void aBurstInNewDirectoriesIsOneCandidate() throws Exception {
    quietPeriod = Duration.ofSeconds(2);
    TinyRules.write(rules(), files("one", "1"));
    var service = start();
    heard.await("activated 1");

    // Half written first, as an editor or a checkout does.
    TinyRules.write(rules().resolve(path("one")), "package rules.");
    var all = files("one", "2", "two", "1", "three", "1", "four", "1");
    TinyRules.write(rules(), all);
    heard.await("activated 2");
    assertThat(service.rulebook().files()).isEqualTo(all);
    assertThat(service.history(10)).hasSize(2);
    assertThat(service.refusals(10)).isEmpty();
  }

  @Test
  void aConfigMapIsTakenInWhenTheKubeletSwapsIt() throws Exception {
    var map = ConfigMap.mounted(rules(), files("one", "1", "two", "1"));
    var service = start();
    heard.await("activated 1");

    map.swap(files("one", "2", "two", "2"));
    heard.await("activated 2");
    assertThat(service.rulebook().files()).isEqualTo(files("one", "2", "two", "2"));

    map.swap(files("one", "3", "two", "2"));
    heard.await("activated 3");
    assertThat(service.rulebook().files()).isEqualTo(files("one", "3", "two", "2"));
    assertThat(service.refusals(10)).isEmpty();
  }

  @Test
  void aBrokenDirectoryKeepsWhatIsInForceUntilItIsMended() throws Exception {
    TinyRules.write(rules(), files("one", "1"));
    var service = start();
    heard.await("activated 1");
    var before = service.rulebook();

    TinyRules.write(rules().resolve(path("one")), TinyRules.broken("one"));
    heard.await("refused");
    assertThat(service.rulebook()).isSameAs(before);
    assertThat(service.rejected()).isPresent();

    TinyRules.write(rules().resolve(path("one")), rule("one", "1"));
    heard.await("source in force");
    assertThat(service.rejected()).isEmpty();
    assertThat(service.rulebook()).isSameAs(before);
    assertThat(service.history(10)).hasSize(1);
  }

  @Test
  void aDirectoryThatVanishesIsNoWishToHaveNoRules() throws Exception {
    TinyRules.write(rules(), files("one", "1"));
    var service = start();
    heard.await("activated 1");

    Files.move(rules(), temporary.resolve("elsewhere"));
    heard.await("refused");
    assertThat(service.rejected())
        .hasValueSatisfying(it -> assertThat(it.detail()).contains("there is no directory"));
    assertThat(service.rulebook().files()).isEqualTo(files("one", "1"));

    TinyRules.write(temporary.resolve("elsewhere"), files("one", "2"));
    Files.move(temporary.resolve("elsewhere"), rules());
    heard.await("activated 2");
    assertThat(service.rulebook().files()).isEqualTo(files("one", "2"));

    // The new directory of the same name is watched as the old one was.
    TinyRules.write(rules().resolve(path("one")), rule("one", "3"));
    heard.await("activated 3");
  }

  @Test
  void aTouchIsNoChange() throws Exception {
    TinyRules.write(rules(), files("one", "1", "two", "1"));
    var service = start();
    heard.await("activated 1");

    Files.setLastModifiedTime(
        rules().resolve(path("one")), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
    TinyRules.write(rules().resolve("README.md"), "no rule");
    TinyRules.write(rules().resolve(path("two")), rule("two", "2"));
    heard.await("activated 2");
    assertThat(service.revision().message()).isEqualTo("changed: " + path("two"));
    assertThat(service.history(10)).hasSize(2);
  }

  @Test
  void whatTheSystemDoesNotReportIsFoundByLooking() throws Exception {
    rescan = Duration.ofMillis(100);
    TinyRules.write(temporary.resolve("checkouts/1"), files("one", "1"));
    TinyRules.write(temporary.resolve("checkouts/2"), files("one", "2"));
    // Two links away from the directory, where nothing is watched.
    Files.createSymbolicLink(temporary.resolve("checkouts/current"), Path.of("1"));
    Files.createSymbolicLink(rules(), temporary.resolve("checkouts/current"));
    var service = start();
    heard.await("activated 1");

    Files.createSymbolicLink(temporary.resolve("checkouts/next"), Path.of("2"));
    Files.move(
        temporary.resolve("checkouts/next"),
        temporary.resolve("checkouts/current"),
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    heard.await("activated 2");
    assertThat(service.rulebook().files()).isEqualTo(files("one", "2"));
  }

  @Test
  void whatIsSentGoesBesideTheDirectoryAndIsNotWrittenThere() throws Exception {
    TinyRules.write(rules(), files("one", "1"));
    var service = start();
    heard.await("activated 1");

    service.apply(TinyRules.put("alice", "two", "sent"));
    heard.await("activated 2");
    assertThat(rules().resolve(path("two"))).doesNotExist();

    TinyRules.write(rules().resolve(path("one")), rule("one", "2"));
    heard.await("activated 3");
    assertThat(service.rulebook().files()).isEqualTo(files("one", "2", "two", "sent"));
  }

  @Test
  void nothingIsTakenInAfterTheServiceStopped() throws IOException, InterruptedException {
    TinyRules.write(rules(), files("one", "1"));
    var service = start();
    service.close();
    heard.drain();

    TinyRules.write(rules().resolve(path("one")), rule("one", "2"));
    // A pool has ended a moment before the last of its threads has.
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("rules-"))) {
      Thread.onSpinWait();
    }
    assertThat(service.rulebook().files()).isEqualTo(files("one", "1"));
  }
}
