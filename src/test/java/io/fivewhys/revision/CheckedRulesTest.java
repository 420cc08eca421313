package io.fivewhys.revision;

import static io.fivewhys.revision.TinyRules.files;
import static io.fivewhys.revision.TinyRules.path;
import static io.fivewhys.revision.TinyRules.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.revision.CheckReport.Step;
import io.fivewhys.revision.Outcome.Status;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The checks that a change has to pass, and who waits for them. */
class CheckedRulesTest extends RulesServiceTest {
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
}
