package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.inference.FailingRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DiagnoserTest {
  @Test
  void anEmptySnapshotIsInconclusiveAndSaysWhatIsMissing() {
    Diagnosis answer = IncidentCase.diagnose(Facts.snapshot());

    assertThat(answer.verdict()).isEqualTo(Diagnosis.Verdict.INCONCLUSIVE);
    assertThat(answer.causes()).isEmpty();
    assertThat(answer.needs()).isNotEmpty();
    assertThat(answer.escalation().now()).as("nothing is known to fail").isFalse();
    assertThat(answer.summary()).contains("nothing was counted");
  }

  @Test
  void aSymptomWithNothingBesideItIsInconclusiveAndPagesSomebody() {
    Diagnosis answer = IncidentCase.diagnose(Facts.snapshot(Facts.ORDERS_FAIL));

    assertThat(answer.verdict()).isEqualTo(Diagnosis.Verdict.INCONCLUSIVE);
    assertThat(answer.symptoms()).hasSize(1);
    assertThat(answer.needs()).isNotEmpty();
    assertThat(answer.escalation().now()).isTrue();
  }

  @Test
  void usualAnswersAreHealthyWhateverElseIsObserved() {
    Diagnosis answer =
        IncidentCase.diagnose(
            Facts.snapshot(
                "RouteTraffic, route: /orders, upstream: orders, responses: {'200': 1000}",
                "Pod, name: batch-1, workload: batch, ready: false, waitingReason:"
                    + " CrashLoopBackOff",
                "CircuitBreaker, upstream: orders, state: open"));

    assertThat(answer.verdict()).isEqualTo(Diagnosis.Verdict.HEALTHY);
    assertThat(answer.causes()).isEmpty();
    assertThat(answer.ruledOut()).isEmpty();
    assertThat(answer.needs()).isEmpty();
  }

  @Test
  void anOutageOfEverythingListsEveryRouteAndLetsTheRulesSeeTheLoudest() {
    String[] facts = new String[250];
    for (int i = 0; i < facts.length; i++) {
      facts[i] =
          "RouteTraffic, route: /r%d, upstream: u%d, responses: {'200': 1000, '500': %d}"
              .formatted(i, i, 500 + i);
    }

    Situation situation = Facts.situation(facts);
    List<Object> seen = situation.objects(Facts.THRESHOLDS).toList();

    assertThat(IncidentCase.diagnose(Facts.snapshot(facts)).symptoms()).hasSize(250);
    assertThat(seen).filteredOn(FailingRoute.class::isInstance).hasSize(200);
    assertThat(seen)
        .filteredOn(FailingRoute.class::isInstance)
        .allSatisfy(it -> assertThat(((FailingRoute) it).errors()).isGreaterThanOrEqualTo(550));
  }

  @Test
  void sourcesThatCannotBeAskedAreNamed() {
    Diagnosis answer =
        IncidentCase.diagnose(
            Facts.snapshot(
                Facts.ORDERS_FAIL, "Blind, source: kubernetes, reason: no answer within 2 s"));

    assertThat(answer.blind())
        .extracting(Diagnosis.BlindSource::source)
        .containsExactly("kubernetes");
  }

  @Test
  void threadsThatAskAtOnceGetTheSameBytes() throws Exception {
    List<IncidentCase> cases = IncidentCase.all().subList(0, 12);
    List<Callable<String>> questions = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      for (IncidentCase it : cases) {
        questions.add(() -> it.id() + bytes(IncidentCase.diagnose(it.snapshot())));
      }
    }
    List<String> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var answer : threads.invokeAll(questions)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).hasSize(96);
    assertThat(answers.stream().distinct())
        .containsExactlyElementsOf(cases.stream().map(it -> it.id() + bytes(it.answer())).toList());
  }

  private static String bytes(Diagnosis answer) {
    return new String(DiagnosisJson.json(answer), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void tellsWhichRulesHadTheirPart() {
    for (IncidentCase it : IncidentCase.all().subList(0, 5)) {
      List<Set<String>> heard = new ArrayList<>();
      var rulebook = SharedRulebook.rulebook();
      var answer = SharedRulebook.DIAGNOSER.diagnose(rulebook, it.snapshot(), heard::add);

      assertThat(answer).isEqualTo(it.answer());
      assertThat(heard)
          .containsExactly(SharedRulebook.DIAGNOSER.trial(rulebook, it.snapshot()).concluded());
      answer
          .causes()
          .forEach(
              cause ->
                  cause
                      .evidence()
                      .forEach(each -> assertThat(heard.getFirst()).contains(each.rule())));
    }
  }
}
