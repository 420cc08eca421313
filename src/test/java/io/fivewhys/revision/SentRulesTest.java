package io.fivewhys.revision;

import static io.fivewhys.revision.TinyRules.by;
import static io.fivewhys.revision.TinyRules.files;
import static io.fivewhys.revision.TinyRules.path;
import static io.fivewhys.revision.TinyRules.put;
import static io.fivewhys.revision.TinyRules.putBroken;
import static io.fivewhys.revision.TinyRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.revision.Change.PutFile;
import io.fivewhys.revision.CheckReport.Step;
import io.fivewhys.revision.Outcome.Status;
import io.fivewhys.revision.Revision.Origin;
import io.fivewhys.rulebook.source.Stage;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is sent, and what becomes of it. */
class SentRulesTest extends RulesServiceTest {
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
