package io.fivewhys.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.diagnose.Diagnosis.Verdict;
import io.fivewhys.job.Progress;
import io.fivewhys.rulebook.Rulebook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BackTestTest {
  private static final BackTestLimits LIMITS =
      new BackTestLimits(2, Duration.ofMinutes(2), 100, 0.05);
  private static final OptionalInt ANY = OptionalInt.empty();
  private static final OptionalInt NONE = OptionalInt.of(0);

  private static BackTestReport run(Rulebook candidate, String... routes)
      throws InterruptedException {
    return run(LIMITS, candidate, routes);
  }

  private static BackTestReport run(BackTestLimits limits, Rulebook candidate, String... routes)
      throws InterruptedException {
    var recorded = new ArrayList<RecordedSnapshot>();
    for (String route : routes) {
      recorded.add(TinyRules.recorded(recorded.size(), route));
    }
    return new BackTest(TinyRules.POLICY, limits)
        .run(TinyRules.active(), candidate, recorded.stream());
  }

  @Test
  void rulesThatSayTheSameChangeNothing() throws InterruptedException {
    var report = run(TinyRules.sameWithAComment(), "/retry", "/load", "/fine", "/unknown");

    assertThat(report.candidate()).isNotEqualTo(report.active());
    assertThat(report.compared()).isEqualTo(4);
    assertThat(report.unchanged()).isEqualTo(4);
    assertThat(report.changes()).isEmpty();
    assertThat(report.summary()).isEqualTo("0 of 4 diagnoses change, 0 of them in what to do");
    assertThat(report.judged(NONE).passed()).isTrue();
    assertThat(report.judged(NONE).problems()).isEmpty();
  }

  @Test
  void aChangedWeightMovesTheConfidenceAndNamesItsRule() throws InterruptedException {
    var report = run(TinyRules.lessSure(), "/retry", "/load");

    assertThat(report.changed()).isEqualTo(1);
    var change = report.changes().getFirst();
    assertThat(change.id()).isEqualTo("id-1");
    assertThat(change.differences()).containsExactly(Difference.CONFIDENCE);
    assertThat(change.from().cause().orElseThrow().confidence())
        .isGreaterThan(change.to().cause().orElseThrow().confidence() + 0.05);
    assertThat(change.rules().differently()).containsExactly("More than it can bear");
    assertThat(change.rules().noLonger()).isEmpty();
    assertThat(report.mitigationChanged()).isZero();
    assertThat(report.judged(NONE).passed()).isTrue();
  }

  @Test
  void aConfidenceThatMovesByLessThanTheLimitIsADetail() throws InterruptedException {
    var tolerant = new BackTestLimits(1, Duration.ofMinutes(2), 100, 0.9);

    var report = run(tolerant, TinyRules.lessSure(), "/load");

    assertThat(report.changes().getFirst().differences()).containsExactly(Difference.DETAIL);
  }

  @Test
  void otherWordsAreADetail() throws InterruptedException {
    var report = run(TinyRules.reworded(), "/retry", "/load");

    assertThat(report.changed()).isEqualTo(1);
    assertThat(report.changes().getFirst().differences()).containsExactly(Difference.DETAIL);
    assertThat(report.changes().getFirst().rules().differently())
        .containsExactly("More than it can bear");
  }

  @Test
  void aRemovedRuleTakesVerdictCauseAndMitigationWithIt() throws InterruptedException {
    var report = run(TinyRules.withoutRetries(), "/fine", "/retry", "/load");

    assertThat(report.unchanged()).isEqualTo(2);
    var change = report.changes().getFirst();
    assertThat(change.differences())
        .containsExactly(Difference.MITIGATION, Difference.VERDICT, Difference.CAUSE);
    assertThat(change.from().verdict()).contains(Verdict.DIAGNOSED);
    assertThat(change.to().verdict()).contains(Verdict.INCONCLUSIVE);
    assertThat(change.from().first().orElseThrow().command()).isEqualTo("set retries to 0");
    assertThat(change.to().first()).isEmpty();
    assertThat(change.vanishes()).hasSize(1);
    assertThat(change.appears()).isEmpty();
    assertThat(change.rules().noLonger())
        .containsExactly("Callers try again and again", "Cut the retries");
    assertThat(report.judged(NONE).passed()).isFalse();
    assertThat(report.judged(NONE).problems().getFirst().message())
        .isEqualTo("the mitigation changes in 1 of 3 recorded snapshots, allowed are 0");
    assertThat(report.judged(OptionalInt.of(1)).passed()).isTrue();
    assertThat(report.judged(ANY).passed()).isTrue();
  }

  @Test
  void anotherCommandForTheSameActionIsAnotherMitigation() throws InterruptedException {
    var report = run(TinyRules.otherCommand(), "/load", "/retry");

    assertThat(report.changes().getFirst().differences()).containsExactly(Difference.MITIGATION);
    assertThat(report.mitigationChanged()).isEqualTo(1);
  }

  @Test
  void aCandidateThatFailsWhereTheOtherAnswersCountsAsAChangedMitigation()
      throws InterruptedException {
    var report = run(TinyRules.broken(), "/retry", "/load", "/fine");

    var change = report.changes().getFirst();
    assertThat(change.differences()).containsExactly(Difference.FAILS);
    assertThat(change.to().failure().orElseThrow().code()).isEqualTo("rule_failed");
    assertThat(change.to().failure().orElseThrow().message()).contains("Divides by nothing");
    assertThat(report.mitigationChanged()).isEqualTo(1);
    assertThat(report.judged(NONE).passed()).isFalse();
    assertThat(report.judged(ANY).passed()).isTrue();
    assertThat(report.judged(ANY).problems().getFirst().message())
        .contains("fails on 1 of 3", "Divides by nothing");
  }

  @Test
  void aCandidateThatFailsOnEverythingEndsEarlyAndNeverPasses() throws InterruptedException {
    var read = new AtomicInteger();
    Stream<RecordedSnapshot> endless =
        Stream.generate(() -> TinyRules.recorded(read.getAndIncrement(), "/load"));

    var report =
        new BackTest(TinyRules.POLICY, LIMITS).run(TinyRules.active(), TinyRules.broken(), endless);

    assertThat(report.ended()).isEqualTo(BackTestReport.Ended.ALWAYS_FAILS);
    assertThat(report.compared()).isEqualTo(5);
    assertThat(read.get()).isLessThan(20);
    assertThat(report.judged(ANY).passed()).isFalse();
  }

  @Test
  void aCandidateThatFailsOnTheFewThatAreRecordedDoesNotPassEither() throws InterruptedException {
    var report = run(TinyRules.broken(), "/load", "/load");

    assertThat(report.ended()).isEqualTo(BackTestReport.Ended.COMPLETE);
    assertThat(report.judged(ANY).passed()).isFalse();
  }

  @Test
  void aCandidateThatMendsAFailingRuleChangesNoMitigation() throws InterruptedException {
    var report =
        new BackTest(TinyRules.POLICY, LIMITS)
            .run(
                TinyRules.broken(),
                TinyRules.active(),
                Stream.of(TinyRules.recorded(0, "/load"), TinyRules.recorded(1, "/retry")));

    assertThat(report.changes().getFirst().differences()).containsExactly(Difference.ANSWERS);
    assertThat(report.judged(NONE).passed()).isTrue();
  }

  @Test
  void snapshotsOnWhichBothFailAreNotTakenForUnchanged() throws InterruptedException {
    var report =
        new BackTest(TinyRules.POLICY, LIMITS)
            .run(
                TinyRules.broken(),
                TinyRules.broken(),
                Stream.of(TinyRules.recorded(0, "/load"), TinyRules.recorded(1, "/fine")));

    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(report.incomparable()).isEqualTo(1);
    assertThat(report.judged(NONE).passed()).isTrue();
    assertThat(report.judged(NONE).problems()).hasSize(1);
  }

  @Test
  void nothingRecordedIsSaidPlainlyAndPassesWithAWarning() throws InterruptedException {
    var report = run(TinyRules.withoutRetries());

    assertThat(report.nothingToCompareWith()).isTrue();
    assertThat(report.summary()).isEqualTo("nothing to compare with: no snapshot is recorded");
    assertThat(report.judged(NONE).passed()).isTrue();
    assertThat(report.judged(NONE).problems()).hasSize(1);
  }

  @Test
  void whatRanOutOfTimePassesNoLimit() throws InterruptedException {
    var hurried = new BackTestLimits(2, Duration.ofNanos(1), 100, 0.05);

    var report = run(hurried, TinyRules.sameWithAComment(), "/load", "/retry");

    assertThat(report.ended()).isEqualTo(BackTestReport.Ended.OUT_OF_TIME);
    assertThat(report.judged(NONE).passed()).isFalse();
    assertThat(report.judged(ANY).passed()).isTrue();
    assertThat(report.judged(ANY).problems()).hasSize(1);
  }

  @Test
  void anInterruptedThreadCancelsTheRun() {
    Stream<RecordedSnapshot> endless =
        Stream.generate(
            () -> {
              Thread.currentThread().interrupt();
              return TinyRules.recorded(0, "/load");
            });

    assertThatThrownBy(
            () ->
                new BackTest(TinyRules.POLICY, LIMITS)
                    .run(TinyRules.active(), TinyRules.lessSure(), endless))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).as("the interrupt is used up").isFalse();
  }

  @Test
  void theSameQuestionGetsTheSameReportWhateverTheThreads() throws InterruptedException {
    String[] routes = new String[60];
    for (int i = 0; i < routes.length; i++) {
      routes[i] = List.of("/load", "/retry", "/fine").get(i % 3);
    }
    var one = new BackTestLimits(1, Duration.ofMinutes(2), 7, 0.05);
    var four = new BackTestLimits(4, Duration.ofMinutes(2), 7, 0.05);

    var report = run(four, TinyRules.broken(), routes);

    assertThat(report).isEqualTo(run(one, TinyRules.broken(), routes));
    assertThat(report.changed()).isEqualTo(20);
    assertThat(report.changes())
        .extracting(ChangedDiagnosis::id)
        .containsExactly("id-0", "id-3", "id-6", "id-9", "id-12", "id-15", "id-18");
  }

  @Test
  void theGravestChangesAreListedWhereNotAllCanBe() throws InterruptedException {
    var recorded = new ArrayList<RecordedSnapshot>();
    for (int i = 0; i < 9; i++) {
      recorded.add(TinyRules.recorded(i, "/load"));
    }
    recorded.add(TinyRules.recorded(9, "/retry"));
    var both =
        Rulebook.of(
            new io.fivewhys.rulebook.source.RuleFiles(
                new java.util.TreeMap<>(
                    java.util.Map.of(
                        "load/load.drl",
                            TinyRules.reworded().files().contents().get("load/load.drl"),
                        "advice/advice.drl",
                            TinyRules.files().contents().get("advice/advice.drl")))));
    var report =
        new BackTest(TinyRules.POLICY, new BackTestLimits(2, Duration.ofMinutes(2), 2, 0.05))
            .run(TinyRules.active(), both, recorded.stream());

    assertThat(report.changed()).isEqualTo(10);
    assertThat(report.changes()).extracting(ChangedDiagnosis::id).containsExactly("id-9", "id-0");
    assertThat(report.differences())
        .containsEntry(Difference.DETAIL, 9)
        .containsEntry(Difference.MITIGATION, 1)
        .containsEntry(Difference.FAILS, 0);
  }

  @Test
  void theTextIsWhatAPersonReads() throws InterruptedException {
    String text = BackTestText.of(run(TinyRules.withoutRetries(), "/fine", "/retry", "/load"));

    assertThat(text)
        .isEqualTo(
            """
            id-1 2026-01-05 12:00:01 UTC edge in shop
              changes     mitigation, verdict, cause
              cause       traffic surge of Route//retry (retry storm), 96 %% sure
                        → inconclusive
              mitigation  manual (low risk): set retries to 0
                        → none
              escalation  only when unresolved
                        → a person at once
              vanishes    manual (low risk): set retries to 0
              no longer   rule "Callers try again and again"
              no longer   rule "Cut the retries"

            1 of 3 diagnoses change, 1 of them in what to do
              by what changes:  mitigation 1, verdict 1, cause 1
              in force:         %s
              candidate:        %s
            """
                .formatted(
                    TinyRules.active().revision().substring(0, 12),
                    TinyRules.withoutRetries().revision().substring(0, 12)));
  }

  @Test
  void theJsonHasAStableForm() throws InterruptedException {
    var json = run(TinyRules.withoutRetries(), "/retry").json();

    assertThat(names(json))
        .containsExactly(
            "active",
            "candidate",
            "ended",
            "compared",
            "unchanged",
            "changed",
            "incomparable",
            "mitigationChanged",
            "differences",
            "changes");
    assertThat(json.get("differences").toString())
        .isEqualTo(
            "{\"fails\":0,\"mitigation\":1,\"verdict\":1,\"cause\":1,\"confidence\":0,"
                + "\"answers\":0,\"detail\":0}");
    var change = json.get("changes").get(0);
    assertThat(change.get("from").toString())
        .isEqualTo(
            "{\"verdict\":\"diagnosed\",\"cause\":{\"category\":\"traffic_surge\",\"subject\":"
                + "{\"kind\":\"Route\",\"name\":\"/retry\"},\"mechanism\":\"retry_storm\","
                + "\"confidence\":0.9617},\"first\":{\"action\":\"manual\",\"parameters\":{},"
                + "\"command\":\"set retries to 0\",\"risk\":\"low\"},\"escalateNow\":false}");
    assertThat(change.get("to").toString())
        .isEqualTo("{\"verdict\":\"inconclusive\",\"escalateNow\":true}");
    assertThat(change.get("rules").get("noLonger").get(1).asText()).isEqualTo("Cut the retries");
  }

  private static List<String> names(com.fasterxml.jackson.databind.JsonNode json) {
    return json.properties().stream().map(java.util.Map.Entry::getKey).toList();
  }

  @Test
  void itTellsOfEachSnapshotThatWasCompared() throws InterruptedException {
    var told = new ArrayList<Long>();
    var progress =
        new Progress() {
          @Override
          public void total(long steps) {}

          @Override
          public void done(long steps) {
            told.add(steps);
          }
        };

    new BackTest(TinyRules.POLICY, LIMITS)
        .run(
            TinyRules.active(),
            TinyRules.lessSure(),
            Stream.of("/retry", "/load", "/fine").map(route -> TinyRules.recorded(0, route)),
            progress);

    assertThat(told).containsExactly(1L, 2L, 3L);
  }
}
