package io.fivewhys.revision;

import static io.fivewhys.revision.TinyRules.by;
import static io.fivewhys.revision.TinyRules.files;
import static io.fivewhys.revision.TinyRules.path;
import static io.fivewhys.revision.TinyRules.put;
import static io.fivewhys.revision.TinyRules.putBroken;
import static io.fivewhys.revision.TinyRules.rollback;
import static io.fivewhys.revision.TinyRules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.revision.Change.PutFile;
import io.fivewhys.revision.CheckReport.Step;
import io.fivewhys.revision.Outcome.Status;
import io.fivewhys.revision.Revision.Origin;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent, and what the source held at the start; without watching. */
class RulesServiceTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final RevisionsInMemory kept = new RevisionsInMemory();

  private final List<RulesService> started = new ArrayList<>();
  private final Heard heard = new Heard();

  /** What the source of a service that is started now holds. */
  private RuleSource.Reading source = complete(files("one", "1", "two", "1"));

  private Origin origin = Origin.SHIPPED;
  private Map<Stage, Check> more = Map.of();
  private Duration patience = Duration.ofMinutes(1);

  /** Holds up what one author sends. */
  private static final class Gatekeeper implements Check {
    private final String author;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    Gatekeeper(String author) {
      this.author = author;
    }

    @Override
    public Step check(Rulebook active, Rulebook candidate, ChangeRequest request) {
      if (request.author().equals(author)) {
        arrived.countDown();
        try {
          opened.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return CandidateChecks.passed(Stage.CASES, Duration.ZERO, "");
    }
  }

  @AfterEach
  void stop() {
    started.forEach(RulesService::close);
  }

  private RulesService start() {
    var service = newService();
    service.start();
    return service;
  }

  private RulesService newService() {
    var service =
        new RulesService(
            kept,
            Fixed.source(origin, () -> source),
            Fixed.source(Origin.SHIPPED, () -> complete(files("shipped", "1"))),
            new CandidateChecks(Rulebook::of, more),
            new RulesService.Options(false, Duration.ofHours(1), OptionalInt.empty(), patience),
            heard,
            Clock.fixed(NOON, ZoneOffset.UTC));
    started.add(service);
    return service;
  }

  private static RuleSource.Reading complete(RuleFiles files) {
    return new RuleSource.Reading.Complete(files);
  }

  private static RuleSource.Reading unreadable() {
    return new RuleSource.Reading.Broken(
        List.of(RuleProblem.of(Stage.PARSE, "", "there is no directory", "make it")));
  }

  @Test
  @Timeout(60)
  void aDryRunKeepsNoChangeWaiting() throws Exception {
    var gate = new Gatekeeper("slow");
    more = Map.of(Stage.CASES, gate);
    var service = start();
    var trying =
        CompletableFuture.supplyAsync(() -> service.apply(TinyRules.dry(put("slow", "one", "2"))));
    gate.arrived.await();

    assertThat(service.apply(put("alice", "two", "2")).status()).isEqualTo(Status.ACTIVATED);

    gate.opened.countDown();
    assertThat(trying.get().status()).isEqualTo(Status.PASSED);
    assertThat(service.rulebook().files()).isEqualTo(files("one", "1", "two", "2"));
  }

  @Test
  @Timeout(60)
  void aChangeDoesNotWaitForAnotherWithoutEnd() throws Exception {
    patience = Duration.ofMillis(1);
    var gate = new Gatekeeper("slow");
    more = Map.of(Stage.CASES, gate);
    var service = start();
    var changing = CompletableFuture.supplyAsync(() -> service.apply(put("slow", "one", "2")));
    gate.arrived.await();

    assertThatThrownBy(() -> service.apply(put("alice", "two", "2")))
        .isInstanceOf(RevisionsUnavailable.class)
        .hasMessageContaining("try again");

    gate.opened.countDown();
    assertThat(changing.get().status()).isEqualTo(Status.ACTIVATED);
  }

  @Test
  void theFirstRevisionIsWhatTheSourceHolds() {
    var service = start();

    assertThat(service.rulebook().files()).isEqualTo(files("one", "1", "two", "1"));
    assertThat(service.revision())
        .satisfies(
            it -> {
              assertThat(it.number()).isEqualTo(1);
              assertThat(it.parent()).isEmpty();
              assertThat(it.origin()).isEqualTo(Origin.SHIPPED);
              assertThat(it.at()).isEqualTo(NOON);
              assertThat(it.id()).isEqualTo(service.rulebook().revision());
              assertThat(it.report().passed()).isTrue();
            });
    assertThat(service.rejected()).isEmpty();
  }

  @Test
  void aFileThatIsSentIsInForceAndSurvivesANewStart() {
    var service = start();
    var first = service.revision();
    var outcome = service.apply(put("alice", "two", "2"));

    assertThat(outcome.status()).isEqualTo(Status.ACTIVATED);
    assertThat(outcome.revision()).isEqualTo(service.rulebook().revision());
    assertThat(outcome.report().steps()).extracting(Step::stage).containsExactly(Stage.values());
    assertThat(service.rulebook().files()).isEqualTo(files("one", "1", "two", "2"));
    assertThat(service.revision())
        .satisfies(
            it -> {
              assertThat(it.number()).isEqualTo(2);
              assertThat(it.author()).isEqualTo("alice");
              assertThat(it.message()).isEqualTo("because");
              assertThat(it.origin()).isEqualTo(Origin.API);
              assertThat(it.parent()).contains(first.id());
            });

    var again = start();
    assertThat(again.rulebook().files()).isEqualTo(files("one", "1", "two", "2"));
    assertThat(again.revision()).isEqualTo(service.revision());
    assertThat(again.history(10)).containsExactly(service.revision(), first);
    assertThat(again.files(first.id().substring(0, 8))).contains(files("one", "1", "two", "1"));
  }

  @Test
  void aBrokenFileIsRefusedAndJournalledAndChangesNothing() {
    var service = start();
    var before = service.rulebook();
    var outcome = service.apply(putBroken("mallory", "two"));

    assertThat(outcome.status()).isEqualTo(Status.REFUSED);
    assertThat(outcome.detail()).contains(path("two"), "NodeCondishun");
    assertThat(outcome.report().failures()).isNotEmpty();
    var failed = outcome.report().failedStage().orElseThrow();
    assertThat(outcome.report().steps())
        .filteredOn(step -> step.stage().compareTo(failed) > 0)
        .isNotEmpty()
        .extracting(Step::status)
        .containsOnly(CheckReport.Status.SKIPPED);
    assertThat(service.rulebook()).isSameAs(before);
    assertThat(service.history(10)).hasSize(1);
    assertThat(service.refusals(10))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.author()).isEqualTo("mallory");
              assertThat(it.candidate()).isEqualTo(outcome.revision());
            });
    assertThat(service.rejected()).isEmpty();
    assertThat(heard.drain()).contains("refused");
  }

  @Test
  void twoEditorsDoNotOverwriteEachOther() {
    var service = start();
    String read = Drafting.hash(rule("one", "1"));
    var alices =
        by("alice", new PutFile(path("one"), rule("one", "alice"), Optional.of(read), false));
    var bobs = by("bob", new PutFile(path("one"), rule("one", "bob"), Optional.of(read), false));

    assertThat(service.apply(alices).status()).isEqualTo(Status.ACTIVATED);
    var late = service.apply(bobs);
    assertThat(late.status()).isEqualTo(Status.CONFLICT);
    assertThat(late.detail()).contains(path("one"), "read it again");
    assertThat(service.rulebook().files()).isEqualTo(files("one", "alice", "two", "1"));
  }

  @Test
  void whatMustBeThereOrMustNotIsDemanded() {
    var service = start();
    var any = Optional.of("*");

    assertThat(
            service.apply(by("a", new PutFile(path("new"), rule("new", "1"), any, false))).status())
        .isEqualTo(Status.CONFLICT);
    assertThat(
            service
                .apply(by("a", new PutFile(path("one"), rule("one", "2"), Optional.empty(), true)))
                .status())
        .isEqualTo(Status.CONFLICT);
    assertThat(service.apply(TinyRules.delete("a", "new")).status()).isEqualTo(Status.NOT_FOUND);
    assertThat(
            service
                .apply(by("a", new Change.DeleteFile(path("one"), Optional.of("0".repeat(64)))))
                .status())
        .isEqualTo(Status.CONFLICT);
    assertThat(service.history(10)).hasSize(1);
    assertThat(service.apply(TinyRules.delete("a", "one")).status()).isEqualTo(Status.ACTIVATED);
    assertThat(service.rulebook().files()).isEqualTo(files("two", "1"));
  }

  @Test
  void aReplacementBasedOnAnotherRevisionIsAConflict() {
    var service = start();
    var base = Optional.of(service.revision().id());
    service.apply(put("alice", "one", "2"));

    var outcome = service.apply(by("bob", new Change.ReplaceAll(files("three", "1"), base)));
    assertThat(outcome.status()).isEqualTo(Status.CONFLICT);
    assertThat(service.rulebook().files()).isEqualTo(files("one", "2", "two", "1"));
    assertThat(service.apply(TinyRules.replace("bob", files("three", "1"))).status())
        .isEqualTo(Status.ACTIVATED);
    assertThat(service.rulebook().files()).isEqualTo(files("three", "1"));
  }

  @Test
  void pathsThatLeadOutAndFilesThatAreTooLargeAreRefused() {
    var service = start();

    var out = service.apply(by("a", new PutFile("../x.drl", "", Optional.empty(), false)));
    assertThat(out.status()).isEqualTo(Status.REFUSED);
    assertThat(out.report().failures())
        .singleElement()
        .satisfies(it -> assertThat(it.advice()).contains("allowed:"));
    var large = "x".repeat(FileBounds.FILE_BYTES + 1);
    assertThat(
            service.apply(by("a", new PutFile("x.drl", large, Optional.empty(), false))).status())
        .isEqualTo(Status.REFUSED);
  }

  @Test
  void whatIsInForceAlreadyChangesNothing() {
    var service = start();

    assertThat(service.apply(put("alice", "one", "1")).status()).isEqualTo(Status.UNCHANGED);
    assertThat(service.history(10)).hasSize(1);
  }

  @Test
  void aDryRunOnlyChecks() {
    var service = start();

    var good = service.apply(TinyRules.dry(put("alice", "one", "2")));
    assertThat(good.status()).isEqualTo(Status.PASSED);
    assertThat(good.revision()).isEqualTo(files("one", "2", "two", "1").revision());
    assertThat(service.apply(TinyRules.dry(putBroken("alice", "one"))).status())
        .isEqualTo(Status.REFUSED);
    assertThat(service.history(10)).hasSize(1);
    assertThat(service.refusals(10)).isEmpty();
  }

  @Test
  void goesBackToAnEarlierRevisionByItsFirstCharacters() {
    var service = start();
    var first = service.revision();
    service.apply(put("alice", "one", "2"));

    assertThat(service.apply(rollback("bob", first.id().substring(0, 7))).status())
        .isEqualTo(Status.NOT_FOUND);
    var outcome = service.apply(rollback("bob", first.id().substring(0, 8)));
    assertThat(outcome.status()).isEqualTo(Status.ACTIVATED);
    assertThat(service.rulebook().revision()).isEqualTo(first.id());
    assertThat(service.revision())
        .satisfies(
            it -> {
              assertThat(it.number()).isEqualTo(3);
              assertThat(it.origin()).isEqualTo(Origin.ROLLBACK);
              assertThat(it.author()).isEqualTo("bob");
            });
    assertThat(service.find(first.id().substring(0, 10))).contains(service.revision());
    assertThat(start().revision().number()).isEqualTo(3);
  }

  @Test
  void aBeginningThatSeveralRevisionsShareIsRefused() {
    var alike = "abcdef01";
    var history = new ArrayList<Revision>();
    for (String rest : List.of("2", "3")) {
      history.add(
          new Revision(
              alike + rest.repeat(56),
              1,
              Optional.empty(),
              Origin.API,
              "a",
              "",
              NOON,
              TinyRules.NO_REPORT));
    }
    var store = new RevisionsInMemory();
    store.history.addAll(history);

    var draft = new Drafting(store, files("one", "1")).of(new Change.Rollback(alike));
    assertThat(draft)
        .isInstanceOfSatisfying(
            Drafting.Draft.Ended.class,
            it -> {
              assertThat(it.status()).isEqualTo(Status.REFUSED);
              assertThat(it.detail()).contains("2 revisions begin with abcdef01");
            });
  }

  @Test
  void aCheckThatFailsKeepsTheLaterOnesFromRunning() {
    var ran = new ArrayList<String>();
    more =
        Map.of(
            Stage.BACKTEST,
            (_, _, _) -> {
              ran.add("backtest");
              return CandidateChecks.passed(Stage.BACKTEST, Duration.ZERO, "nothing changed");
            },
            Stage.CASES,
            (active, candidate, request) -> {
              ran.add("cases for " + request.author());
              boolean bad = candidate.files().contents().containsKey(path("bad"));
              assertThat(active.revision()).isNotNull();
              return bad
                  ? CandidateChecks.failed(
                      Stage.CASES,
                      Duration.ZERO,
                      List.of(RuleProblem.of(Stage.CASES, path("bad"), "it fails", "")))
                  : CandidateChecks.passed(Stage.CASES, Duration.ZERO, "2 cases pass");
            });
    var service = start();
    ran.clear();

    var outcome = service.apply(put("alice", "bad", "1"));
    assertThat(outcome.status()).isEqualTo(Status.REFUSED);
    assertThat(outcome.report().failedStage()).contains(Stage.CASES);
    assertThat(ran).containsExactly("cases for alice");
    assertThat(service.apply(put("alice", "good", "1")).status()).isEqualTo(Status.ACTIVATED);
    assertThat(ran).containsExactly("cases for alice", "cases for alice", "backtest");
  }

  @Test
  void aCheckThatThrowsIsAFailedCheck() {
    more =
        Map.of(
            Stage.CASES,
            (_, candidate, _) -> {
              if (candidate.files().contents().containsKey(path("bad"))) {
                throw new IllegalStateException("a bug");
              }
              return CandidateChecks.passed(Stage.CASES, Duration.ZERO, "");
            });
    var service = start();

    assertThat(service.apply(put("alice", "bad", "1")).status()).isEqualTo(Status.REFUSED);
    assertThat(service.rulebook().files()).isEqualTo(files("one", "1", "two", "1"));
  }

  @Test
  void anotherProgramsRulesComeInFileByFileAndKeepWhatWasSent() {
    start().apply(put("alice", "mine", "1"));

    source = complete(files("one", "new", "three", "1"));
    var service = start();
    assertThat(service.rulebook().files())
        .isEqualTo(files("one", "new", "three", "1", "mine", "1"));
    assertThat(service.revision().origin()).isEqualTo(Origin.SHIPPED);
    assertThat(service.revision().number()).isEqualTo(3);
    assertThat(start().revision().number()).isEqualTo(3);
  }

  @Test
  void aFileChangedHereAndInTheProgramIsAConflictThatNamesBoth() {
    start().apply(put("alice", "one", "mine"));

    source = complete(files("one", "theirs", "two", "2"));
    var service = start();
    assertThat(service.rulebook().files()).isEqualTo(files("one", "mine", "two", "1"));
    assertThat(service.rejected())
        .hasValueSatisfying(
            it -> {
              assertThat(it.report().failedStage()).contains(Stage.CONSISTENCY);
              assertThat(it.report().failures())
                  .singleElement()
                  .satisfies(
                      problem -> {
                        assertThat(problem.file()).isEqualTo(path("one"));
                        assertThat(problem.message()).contains("alice", "revision 2");
                        assertThat(problem.advice()).contains("make the two equal");
                      });
            });
  }

  @Test
  void aConflictEndsWhenBothAreEqualAndTheRestComesInByItself() throws InterruptedException {
    start().apply(put("alice", "one", "mine"));
    source = complete(files("one", "theirs", "two", "2"));
    var service = start();
    assertThat(service.rejected()).isPresent();
    heard.drain();

    service.apply(put("alice", "one", "theirs"));
    heard.await("activated 3");
    heard.await("source in force");
    assertThat(service.rejected()).isEmpty();
    assertThat(service.rulebook().files()).isEqualTo(files("one", "theirs", "two", "2"));
  }

  @Test
  void theWholeSourceSentEndsAConflictToo() throws InterruptedException {
    start().apply(put("alice", "one", "mine"));
    source = complete(files("one", "theirs", "two", "2"));
    var service = start();
    heard.drain();

    service.apply(TinyRules.replace("alice", files("one", "theirs", "two", "2")));
    heard.await("source in force");
    assertThat(service.rejected()).isEmpty();
    assertThat(start().rejected()).isEmpty();
  }

  @Test
  void aRevisionIsFoundByItsNumberToo() {
    var service = start();
    var first = service.revision();
    service.apply(put("alice", "one", "2"));

    assertThat(service.find("2")).contains(service.revision());
    assertThat(service.apply(rollback("bob", "7")).status()).isEqualTo(Status.NOT_FOUND);
    assertThat(service.apply(rollback("bob", "1")).status()).isEqualTo(Status.ACTIVATED);
    assertThat(service.revision().id()).isEqualTo(first.id());
    assertThat(service.revision().number()).isEqualTo(3);
    assertThat(service.find("1")).contains(first);
  }

  @Test
  void aRollbackIsNotUndoneByANewStart() {
    var first = start().revision();
    source = complete(files("one", "bad idea", "two", "1"));
    var service = start();
    assertThat(service.revision().number()).isEqualTo(2);
    service.apply(rollback("alice", first.id()));

    var again = start();
    assertThat(again.revision().number()).isEqualTo(3);
    assertThat(again.rulebook().revision()).isEqualTo(first.id());
    assertThat(again.rejected()).isEmpty();
  }

  @Test
  void aBrokenSourceAtTheStartLeavesTheLastGoodRevision() {
    origin = Origin.DIRECTORY;
    start();
    source =
        complete(
            new RuleFiles(new java.util.TreeMap<>(Map.of(path("one"), TinyRules.broken("one")))));
    var service = start();

    assertThat(service.rulebook().files()).isEqualTo(files("one", "1", "two", "1"));
    assertThat(service.rejected())
        .hasValueSatisfying(it -> assertThat(it.detail()).contains("NodeCondishun"));
    assertThat(service.refusals(10)).hasSize(1);
    start();
    assertThat(service.refusals(10)).as("the same again is not journalled again").hasSize(1);
  }

  @Test
  void anUnreadableSourceAtTheVeryFirstStartLeavesTheProgramsOwnRules() {
    origin = Origin.DIRECTORY;
    source = unreadable();
    var service = start();

    assertThat(service.rulebook().files()).isEqualTo(files("shipped", "1"));
    assertThat(service.revision().origin()).isEqualTo(Origin.SHIPPED);
    assertThat(service.rejected())
        .hasValueSatisfying(
            it -> {
              assertThat(it.revision()).isEmpty();
              assertThat(it.detail()).contains("there is no directory");
            });

    source = complete(files("one", "1"));
    var mended = start();
    assertThat(mended.rulebook().files()).isEqualTo(files("one", "1"));
    assertThat(mended.rejected()).isEmpty();
  }

  @Test
  void whenTheLastRevisionIsLostAnEarlierOneAnswersAndItIsSaid() throws Exception {
    var first = start();
    var before = first.revision();
    first.apply(put("alice", "one", "2"));
    kept.contents.remove(first.revision().id());

    var service = start();
    assertThat(service.revision()).isEqualTo(before);
    assertThat(service.rejected())
        .hasValueSatisfying(it -> assertThat(it.detail()).contains("lost or damaged"));
    assertThat(service.apply(put("alice", "one", "3")).status()).isEqualTo(Status.ACTIVATED);
    assertThat(service.revision().number()).isEqualTo(3);
    assertThat(service.rejected()).isEmpty();
  }

  @Test
  void severalWhoChangeAtOnceAllSucceedOneAfterTheOther() throws Exception {
    var service = start();
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var changes = new ArrayList<java.util.concurrent.Callable<Outcome>>();
      for (int i = 0; i < 4; i++) {
        var change = put("editor" + i, "file" + i, "1");
        changes.add(() -> service.apply(change));
      }
      assertThat(threads.invokeAll(changes))
          .extracting(it -> it.resultNow().status())
          .containsOnly(Status.ACTIVATED);
    }
    assertThat(service.rulebook().files().contents()).hasSize(6);
    assertThat(service.history(10).stream().map(Revision::number).collect(Collectors.toList()))
        .containsExactly(5L, 4L, 3L, 2L, 1L);
  }
}
