package io.fivewhys.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CaseSuiteTest {
  private static final String CASES =
      """
      fixtures:
        a node is down:
          - {kind: NodeCondition, node: n1, condition: Ready, status: false, reason: KubeletStopped}
        a path loses packets:
          - {kind: NetworkPath, from: n1, to: n2, lossRatio: 0.06}
      cases:
        - name: a node is down
          use: a node is down
          concludes: [A node is not ready, A node that is not ready says why]
          doesNotConclude: A node loses packets
        - name: a path loses packets
          use: a path loses packets
          concludes: A node loses packets
          doesNotConclude: [A node is not ready, A node that is not ready says why]
        - name: nothing is said
          facts: []
          verdict: inconclusive
          doesNotConclude: A node loses packets
      """;

  private static List<String> differences(CaseReport report) {
    return report.results().stream()
        .filter(CaseResult::failed)
        .flatMap(result -> ((Outcome.Failed) result.outcome()).differences().stream())
        .map(Outcome.Difference::what)
        .toList();
  }

  private static List<String> hints(CaseReport report) {
    return report.results().stream()
        .filter(CaseResult::failed)
        .flatMap(result -> ((Outcome.Failed) result.outcome()).differences().stream())
        .flatMap(difference -> difference.hints().stream())
        .toList();
  }

  @Test
  void soundRulesPassAndAreCovered() throws InterruptedException {
    CaseReport report = TinyRules.run(CASES);
    assertThat(report.allPassed()).as(CaseText.of(report, false)).isTrue();
    assertThat(report.summary()).isEqualTo("3 cases: 3 passed, 0 failed, 0 errors");
    assertThat(report.coverage().percent()).isEqualTo(100);
    assertThat(report.problems()).isEmpty();
    assertThat(report.results()).extracting(it -> it.of().name()).startsWith("a node is down");
  }

  @Test
  void theCasesOfOneFolderCanBeTakenAlone() {
    var contents = new TreeMap<>(TinyRules.files(CASES).contents());
    contents.put("evidence/tinyother/cases.yaml", "cases: nonsense");
    var files = new RuleFiles(contents);

    assertThat(CaseSuite.of(files, "evidence/tiny").cases()).hasSize(3);
    assertThat(CaseSuite.of(files, "evidence/tiny/").cases()).hasSize(3);
    assertThat(CaseSuite.of(files, "diagnosis").cases()).isEmpty();
  }

  @Test
  void aBrokenRuleMakesExactlyItsCasesFail() throws InterruptedException {
    String mutant = TinyRules.RULES.replace("losesAtLeast(", "!losesAtLeast(");
    var files = TinyRules.files(mutant, CASES);
    var rulebook = Rulebook.of(files);
    CaseReport report = CaseSuite.of(files).run(rulebook, TinyRules.POLICY, CaseSelection.all());
    assertThat(report.results().stream().filter(it -> !it.passed()).map(it -> it.of().name()))
        .containsExactly("a path loses packets");
    assertThat(differences(report)).containsExactly("\"A node loses packets\" did not conclude");
    assertThat(hints(report))
        .contains("it speaks of NetworkPath: 1 given", "no other rule of evidence/tiny concluded");
    assertThat(report.coverage().uncovered())
        .extracting(Coverage.OfRule::rule)
        .containsExactly("A node loses packets");
  }

  @Test
  void theOrderOfResultsDoesNotDependOnTheThreads() throws InterruptedException {
    StringBuilder cases = new StringBuilder("cases:\n");
    for (int i = 0; i < 60; i++) {
      cases.append("  - {name: c").append(i).append(", verdict: inconclusive}\n");
    }
    CaseReport report = TinyRules.run(cases.toString());
    assertThat(report.results()).extracting(it -> it.of().name()).startsWith("c0", "c1", "c2");
    assertThat(report.results()).extracting(it -> it.of().line()).isSorted().hasSize(60);
  }

  @Test
  void aRuleThatConcludesAndMustNotShowsWhatItConcluded() throws InterruptedException {
    CaseReport report =
        TinyRules.run(
            """
            cases:
              - name: one
                facts: [{kind: NetworkPath, from: n1, to: n2, lossRatio: 0.9}]
                doesNotConclude: A node loses packets
            """);
    assertThat(differences(report))
        .containsExactly("\"A node loses packets\" concluded and must not");
    assertThat(hints(report)).containsExactly("finding packets are lost (n1): it loses packets");
  }

  @Test
  void aFindingThatWasNotThereIsNamedBesideThoseThatWere() throws InterruptedException {
    CaseReport report =
        TinyRules.run(
            """
            cases:
              - name: one
                facts: [{kind: NetworkPath, from: n1, to: n2, lossRatio: 0.9}]
                concludes: A node that is not ready says why
            """);
    assertThat(hints(report))
        .containsExactly(
            "it speaks of the finding \"node is not ready\": not found",
            "it speaks of NodeCondition: none given",
            "findings: packets are lost (n1)",
            "of evidence/tiny concluded: \"A node loses packets\"");
  }

  @Test
  void aRuleThatThrowsIsAnErrorAndNoFailure() throws InterruptedException {
    CaseReport report =
        TinyRules.run(
            """
            cases:
              - name: it says nothing
                facts: [{kind: NodeCondition, node: n1, condition: Ready, status: false}]
                concludes: A node is not ready
              - name: it is not asked
                facts: [{kind: NodeCondition, node: quiet, condition: Ready, status: false}]
                concludes: A node is not ready
            """);
    assertThat(report.summary()).isEqualTo("2 cases: 1 passed, 0 failed, 1 error");
    assertThat(report.problems()).hasSize(1);
    assertThat(report.problems().getFirst().line()).isEqualTo(2);
  }

  @Test
  void aCaseMayHaveThresholdsOfItsOwn() throws InterruptedException {
    CaseReport report =
        TinyRules.run(
            """
            cases:
              - name: usual
                facts: [{kind: NetworkPath, from: n1, to: n2, lossRatio: 0.06}]
                concludes: A node loses packets
              - name: more patient
                thresholds: {packet-loss-share: 0.07}
                facts: [{kind: NetworkPath, from: n1, to: n2, lossRatio: 0.06}]
                doesNotConclude: A node loses packets
            """);
    assertThat(report.allPassed()).as(CaseText.of(report, false)).isTrue();
  }

  @Test
  void aSelectionTakesPartsOfNamesOfRulesAndOfPaths() throws InterruptedException {
    assertThat(TinyRules.run(CASES, "NOTHING is").summary())
        .isEqualTo("1 of 3 cases: 1 passed, 0 failed, 0 errors");
    assertThat(TinyRules.run(CASES, "^A node is not").results()).hasSize(2);
    assertThat(TinyRules.run(CASES, "evidence/tiny").results()).hasSize(3);
    assertThat(TinyRules.run(CASES, "elsewhere").results()).isEmpty();
    assertThatThrownBy(() -> CaseSelection.matching("a("))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing closing )");
  }

  @Test
  void aRuleWithoutARefutingCaseIsMissingOne() {
    String cases =
        CASES.replace(
            "[A node is not ready, A node that is not ready says why]\n  - name: nothing",
            "A node is not ready\n  - name: nothing");
    assertThat(cases).isNotEqualTo(CASES);
    List<RuleProblem> missing = CaseSuite.of(TinyRules.files(cases)).missing();
    assertThat(missing).hasSize(1);
    assertThat(missing.getFirst().rule()).isEqualTo("A node that is not ready says why");
    assertThat(missing.getFirst().file()).isEqualTo("evidence/tiny/nodes.drl");
    assertThat(missing.getFirst().line()).isEqualTo(21);
    assertThat(missing.getFirst().message()).contains("must not conclude");
    assertThat(CaseSuite.of(TinyRules.files(CASES)).missing()).isEmpty();
  }

  @Test
  void aFolderWithoutCasesIsNamedOnce() {
    var files = new java.util.TreeMap<>(TinyRules.files(CASES).contents());
    files.remove("evidence/tiny/cases.yaml");
    List<RuleProblem> missing =
        CaseSuite.of(new io.fivewhys.rulebook.source.RuleFiles(files)).missing();
    assertThat(missing).hasSize(1);
    assertThat(missing.getFirst().message()).contains("no cases");
  }

  @Test
  void casesOfAnotherFolderDoNotCountAsBesideTheRule() {
    var files = new java.util.TreeMap<>(TinyRules.files(CASES).contents());
    files.put("evidence/other/cases.yaml", files.remove("evidence/tiny/cases.yaml"));
    assertThat(CaseSuite.of(new io.fivewhys.rulebook.source.RuleFiles(files)).missing())
        .isNotEmpty();
  }
}
