package io.fivewhys.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.logs.LogReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whole incidents, from what is posted to what is answered. */
class CasesTest {
  private static final JsonSchema CONTRACT =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(SchemaLocation.of("classpath:contract/diagnosis.schema.json"));

  /** Least share of diagnosed cases whose first cause is of a right category. */
  private static final double LEAST_RIGHT = 0.95;

  /** Largest share of cases in which something harmful is proposed. */
  private static final double MOST_HARMFUL = 0.03;

  @Test
  void thereAreCasesOfEveryKind() {
    Set<String> kinds = new TreeSet<>();
    IncidentCase.all().forEach(it -> kinds.add(it.id().substring(0, it.id().indexOf('/'))));

    assertThat(IncidentCase.all()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(kinds)
        .containsExactly(
            "circuit_breaker_activation",
            "configuration_error",
            "dependency_failure",
            "deployment_issue",
            "healthy",
            "inconclusive",
            "infrastructure_failure",
            "resource_exhaustion",
            "traffic_surge",
            "upstream_service_failure");
  }

  @Test
  void namesARightCategoryFirstInNearlyEveryCase() {
    List<IncidentCase> diagnosed =
        IncidentCase.all().stream().filter(IncidentCase::isDiagnosed).toList();
    List<String> misses =
        diagnosed.stream().filter(it -> !it.isRight()).map(IncidentCase::told).toList();

    assertThat(1 - (double) misses.size() / diagnosed.size())
        .as(
            "%d of %d missed:%n%s",
            misses.size(), diagnosed.size(), String.join(System.lineSeparator(), misses))
        .isGreaterThanOrEqualTo(LEAST_RIGHT);
  }

  @Test
  void proposesNothingHarmfulWhereTheCauseIsRight() {
    List<String> harmful = new ArrayList<>();
    int right = 0;
    for (IncidentCase it : IncidentCase.all()) {
      if (it.isRight()) {
        right++;
        for (Diagnosis.Cause cause : it.answer().causes()) {
          cause.mitigations().stream()
              .filter(done -> it.harmful().contains(done.action().toString()))
              .forEach(done -> harmful.add(it.id() + ": " + done.action() + ": " + done.because()));
        }
      }
    }

    long cases = harmful.stream().map(it -> it.substring(0, it.indexOf(':'))).distinct().count();
    assertThat((double) cases / right)
        .as("%d of %d cases:%n%s", cases, right, String.join(System.lineSeparator(), harmful))
        .isLessThanOrEqualTo(MOST_HARMFUL);
  }

  @TestFactory
  Stream<DynamicTest> namesNoCauseWhereThereIsNone() {
    return IncidentCase.all().stream()
        .filter(it -> !it.isDiagnosed())
        .map(
            it ->
                dynamicTest(
                    it.id(),
                    () -> {
                      assertThat(it.answer().causes()).as(it.told()).isEmpty();
                      assertThat(it.answer().verdict()).as(it.told()).hasToString(it.verdict());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyAnswerIsWholeAndAddsUp() {
    return IncidentCase.all().stream().map(it -> dynamicTest(it.id(), () -> check(it)));
  }

  private static void check(IncidentCase it) throws IOException {
    Diagnosis answer = it.answer();
    Snapshot snapshot = it.snapshot();
    int facts =
        snapshot.facts().size()
            + new LogReader(SharedRulebook.rulebook().logPatterns())
                .read(snapshot)
                .derived()
                .size();
    assertThat(
            CONTRACT.validate(
                DiagnosisJson.jsonMapper().readTree(DiagnosisJson.json(answer.withId("1")))))
        .isEmpty();
    assertThat(answer.rulebook().revision()).isEqualTo(SharedRulebook.rulebook().revision());
    assertThat(answer.summary()).startsWith(snapshot.gateway() + ": ");
    assertThat(answer.symptoms()).allSatisfy(symptom -> within(symptom.facts(), facts));
    assertThat(answer.causes().isEmpty())
        .isEqualTo(answer.verdict() != Diagnosis.Verdict.DIAGNOSED);
    for (Diagnosis.Cause cause : answer.causes()) {
      checkCause(cause, facts);
    }
    assertThat(answer.causes())
        .extracting(Diagnosis.Cause::category, Diagnosis.Cause::subject)
        .doesNotHaveDuplicates();
    if (answer.verdict() == Diagnosis.Verdict.INCONCLUSIVE) {
      assertThat(answer.needs()).as("what would have to be known").isNotEmpty();
    }
  }

  private static void checkCause(Diagnosis.Cause cause, int facts) {
    double sum = cause.evidence().stream().mapToDouble(Diagnosis.Evidence::weight).sum();
    assertThat(cause.prior() + sum + cause.competition()).isCloseTo(cause.score(), offset(1e-9));
    assertThat(cause.confidence())
        .isCloseTo(1 / (1 + Math.pow(10, -cause.score() / 10)), offset(1e-12));
    assertThat(cause.competition()).isLessThanOrEqualTo(0);
    assertThat(cause.why()).hasSizeGreaterThanOrEqualTo(2).noneMatch(String::isBlank);
    assertThat(cause.mechanism()).matches("[a-z][a-z0-9_]*");
    assertThat(cause.evidence()).isNotEmpty();
    assertThat(cause.evidence())
        .allSatisfy(
            it -> {
              assertThat(it.rule()).isNotBlank();
              assertThat(it.statement()).isNotBlank().doesNotContain("{}", "Optional");
              within(it.facts(), facts);
            });
    assertThat(cause.evidence())
        .extracting(Diagnosis.Evidence::rule)
        .as("a rule counts once")
        .doesNotHaveDuplicates();
    assertThat(cause.mitigations())
        .allSatisfy(
            it -> {
              assertThat(it.command()).isNotBlank().doesNotContain("{}", "Optional", "null");
              assertThat(it.because()).isNotBlank();
            });
  }

  private static void within(List<Integer> indices, int facts) {
    assertThat(indices).doesNotHaveDuplicates().allMatch(it -> it >= 0 && it < facts);
  }
}
