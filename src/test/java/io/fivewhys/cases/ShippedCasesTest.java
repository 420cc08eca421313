package io.fivewhys.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case beside the shipped rules, as {@code fivewhys rules test --strict} runs them. */
class ShippedCasesTest {
  private static CaseSuite suite;
  private static CaseReport report;

  @BeforeAll
  static void run() throws InterruptedException {
    RuleFiles files = RuleFiles.in(Path.of("rules"));
    suite = CaseSuite.of(files);
    var rulebook = Rulebook.of(files);
    report = suite.run(rulebook, TinyRules.POLICY, CaseSelection.all());
  }

  @TestFactory
  Stream<DynamicTest> everyCaseHolds() {
    assertThat(report.results()).hasSizeGreaterThan(500);
    return report.results().stream()
        .map(
            result ->
                dynamicTest(
                    result.of().file() + ": " + result.of().name(),
                    () -> assertThat(result.outcome()).isEqualTo(new Outcome.Passed())));
  }

  @Test
  void everyRuleHasACaseThatConcludesAndOneThatDoesNot() {
    assertThat(suite.missing()).isEmpty();
    assertThat(report.coverage().uncovered()).isEmpty();
  }

  @Test
  void theAnswerToAnIncidentCanBeExpectedInEveryPart() throws InterruptedException {
    RuleFiles shipped = RuleFiles.in(Path.of("rules"));
    var files = new java.util.TreeMap<>(shipped.contents());
    String facts =
        """
            facts:
              - {kind: RouteTraffic, route: /pay, upstream: payments, responses: {"200": 500, "503": 1000}, flags: {UO: 1000}, errorsSince: -10m}
              - {kind: Workload, name: payments, role: upstream, desired: 3, ready: 3}
              - {kind: CircuitBreaker, upstream: payments, state: forced_open}
        """;
    files.put(
        "advice/breaker/cases.yaml",
        """
        cases:
          - name: right
            verdict: diagnosed
            category: circuit_breaker_activation
            subject: payments
            mechanism: breaker_forced_open
            mitigation: {action: reset_circuit_breaker, target: CircuitBreaker/payments}
            not: {verdict: healthy, category: deployment_issue, subject: Deployment/orders, mechanism: x, mitigation: undo_rollout}
        %s  - name: wrong
            verdict: healthy
            category: deployment_issue
            subject: Deployment/orders
            mechanism: bad_rollout
            mitigation: {action: reset_circuit_breaker, target: orders}
            not: {verdict: diagnosed, category: circuit_breaker_activation, subject: Deployment/payments, mechanism: breaker_forced_open, mitigation: reset_circuit_breaker}
        %s\
        """
            .formatted(facts, facts));
    CaseReport answers;
    var rulebook = Rulebook.of(shipped);
    answers =
        CaseSuite.of(new RuleFiles(files))
            .run(rulebook, TinyRules.POLICY, CaseSelection.matching("^(right|wrong)$"));
    assertThat(answers.results().get(0).outcome()).isEqualTo(new Outcome.Passed());
    var differences = ((Outcome.Failed) answers.results().get(1).outcome()).differences();
    assertThat(differences)
        .extracting(Outcome.Difference::what)
        .isEqualTo(
            List.of(
                "verdict: expected healthy, found diagnosed",
                "category: expected deployment_issue, found circuit_breaker_activation",
                "subject: expected Deployment/orders, found Deployment/payments",
                "mechanism: expected bad_rollout, found breaker_forced_open",
                "mitigation: expected reset_circuit_breaker of orders,"
                    + " found reset_circuit_breaker of CircuitBreaker/payments",
                "verdict: found diagnosed, which must not be",
                "category: found circuit_breaker_activation, which must not be",
                "subject: found Deployment/payments, which must not be",
                "mechanism: found breaker_forced_open, which must not be",
                "mitigation: found reset_circuit_breaker, which must not be"));
    assertThat(differences.getFirst().hints())
        .anyMatch(hint -> hint.contains("by \"The breaker is forced open\""));
    assertThat(differences.getLast().hints()).as("told once").isEmpty();
  }
}
