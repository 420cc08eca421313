package io.fivewhys.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.fact.NodeCondition;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseFileTest {
  private static RuleProblem only(String cases) {
    List<RuleProblem> problems = TinyRules.problems(cases);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().file()).isEqualTo("evidence/tiny/cases.yaml");
    return problems.getFirst();
  }

  private static RuleCase read(String cases) {
    List<RuleCase> read = CaseSuite.of(TinyRules.files(cases)).cases();
    assertThat(read).hasSize(1);
    return read.getFirst();
  }

  @Test
  void everyProblemOfAFileIsNamedAtOnceWithPlaceAndLine() {
    List<RuleProblem> problems =
        TinyRules.problems(
            """
            cases:
              - name: one
                concluds: [A node is not ready]
              - name: two
                use: nothing
                facts:
                  - {kind: NodeCondition, node: n1, condition: Redy, status: false}
                concludes: [A node is not redy]
              - facts: []
                verdict: sick
            """);
    assertThat(problems).extracting(RuleProblem::line).containsExactly(3, 5, 7, 8, 9, 10);
    assertThat(problems)
        .extracting(RuleProblem::advice)
        .contains("did you mean concludes?", "did you mean \"A node is not ready\"?")
        .anyMatch(advice -> advice.contains("Ready"));
    assertThat(problems.get(2).column()).isEqualTo(52);
    assertThat(problems.get(2).text())
        .isEqualTo("- {kind: NodeCondition, node: n1, condition: Redy, status: false}");
    assertThat(problems)
        .extracting(RuleProblem::stage)
        .containsExactly(
            Stage.PARSE,
            Stage.CONSISTENCY,
            Stage.PARSE,
            Stage.CONSISTENCY,
            Stage.PARSE,
            Stage.PARSE);
  }

  @Test
  void aFactOfAFixtureIsRefusedWhereItIsWrittenAndOnce() {
    RuleProblem problem =
        only(
            """
            fixtures:
              a node:
                - {kind: NodeCondition, node: n1, condition: Ready, status: false, resaon: x}
            cases:
              - {name: one, use: a node, doesNotConclude: A node is not ready}
              - {name: two, use: a node, doesNotConclude: A node loses packets}
            """);
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.message()).contains("unknown field");
    assertThat(problem.advice()).isEqualTo("did you mean reason?");
  }

  @Test
  void aNameThatStandsTwiceIsRefused() {
    RuleProblem problem =
        only(
            """
            cases:
              - {name: same, doesNotConclude: A node is not ready}
              - {name: same, doesNotConclude: A node is not ready}
            """);
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.message()).contains("in line 2");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    RuleProblem problem =
        only(
            """
            cases:
              - name: one
                facts: []
                facts: []
                verdict: healthy
            """);
    assertThat(problem.line()).isEqualTo(4);
    assertThat(problem.message()).contains("twice");
  }

  @Test
  void aCaseThatExpectsNothingIsRefused() {
    assertThat(only("cases:\n  - {name: one, facts: []}\n").message()).contains("expects nothing");
    assertThat(only("cases:\n  - {name: one, concludes: []}\n").message())
        .contains("expects nothing");
  }

  @Test
  void aCaseThatContradictsItselfIsRefused() {
    assertThat(
            only("""
            cases:
              - name: one
                concludes: A node is not ready
                doesNotConclude: A node is not ready
            """)
                .message())
        .contains("must conclude and must not");
  }

  @Test
  void aFileWithoutCasesIsRefused() {
    assertThat(only("").message()).isEqualTo("there is no case in this file");
    assertThat(only("cases: []").message()).isEqualTo("there is no case in this file");
  }

  @Test
  void whatIsNotYamlIsRefusedWithItsPlace() {
    RuleProblem problem = only("cases:\n  - name: one: two\n");
    assertThat(problem.line()).isEqualTo(2);
    assertThat(problem.message()).startsWith("this is not YAML");
  }

  @Test
  void aCharacterThatYamlExcludesIsRefusedWithItsLine() {
    RuleProblem problem = only("cases:\n  - {name: one, verdict: \"\u001b[31m\"}\n");
    assertThat(problem.line()).isEqualTo(2);
    assertThat(problem.message()).contains("U+001B");
  }

  @Test
  void anAliasIsRefusedSinceItCouldMakeASmallFileHuge() {
    RuleProblem problem = only("fixtures: &a\n  x: []\ncases:\n  - {name: one, facts: [*a, *a]}\n");
    assertThat(problem.message()).contains("aliases");
  }

  @Test
  void aFixtureThatUsesItselfIsRefused() {
    RuleProblem problem =
        only(
            """
            fixtures:
              a: [{use: b}]
              b: [{use: a}]
            cases:
              - {name: one, use: a, verdict: healthy}
            """);
    assertThat(problem.message()).isEqualTo("the fixture \"a\" uses itself");
    assertThat(problem.line()).isEqualTo(3);
  }

  @Test
  void aHugeFileIsRefusedBeforeItIsParsed() {
    assertThat(only("cases: []" + " ".repeat(1 << 20)).message()).contains("more than");
  }

  @Test
  void fixturesThatMultiplyFactsBeyondMeasureAreRefused() {
    StringBuilder file = new StringBuilder("fixtures:\n  big:\n");
    String fact = "    - {kind: Component, name: \"" + "x".repeat(200) + "\"}\n";
    file.append(fact.repeat(3_000)).append("cases:\n");
    for (int i = 0; i < 200; i++) {
      file.append("  - {name: c").append(i).append(", use: big, verdict: healthy}\n");
    }
    assertThat(TinyRules.problems(file.toString()))
        .anyMatch(problem -> problem.message().contains("all cases together"));
  }

  @Test
  void fixturesAreMadeOfFixturesAndEachFactComesOnce() {
    RuleCase it =
        read(
            """
            fixtures:
              n1: [{kind: NodeCondition, node: n1, condition: Ready, status: true}]
              n2: [{use: n1}, {kind: NodeCondition, node: n2, condition: Ready, status: true}]
            cases:
              - name: one
                use: [n1, n2]
                facts: [{use: [n1, n2]}, {kind: NodeCondition, node: n3, condition: Ready, status: true}]
                verdict: healthy
            """);
    assertThat(it.snapshot().facts())
        .extracting(fact -> ((NodeCondition) fact).node())
        .containsExactly("n1", "n2", "n3");
  }

  @Test
  void timesMayBeGivenByTheirDistanceFromTheObservation() {
    RuleCase it =
        read(
            """
            cases:
              - name: one
                observedAt: 2026-03-02T10:00:00Z
                window: 90s
                facts:
                  - {kind: NodeCondition, node: n1, condition: Ready, status: true, since: -10m}
                  - {kind: NodeCondition, node: n2, condition: Ready, status: true, since: +60s, reason: -10m}
                verdict: healthy
            """);
    var first = (NodeCondition) it.snapshot().facts().get(0);
    var second = (NodeCondition) it.snapshot().facts().get(1);
    assertThat(it.snapshot().window()).isEqualTo(Duration.ofSeconds(90));
    assertThat(first.since()).contains(Instant.parse("2026-03-02T09:50:00Z"));
    assertThat(second.since()).contains(Instant.parse("2026-03-02T10:01:00Z"));
    assertThat(second.reason()).as("a text is no time").contains("-10m");
  }

  @Test
  void aFrameThatIsNoneIsRefusedAtItsPlace() {
    RuleProblem problem =
        only("cases:\n  - name: one\n    observedAt: yesterday\n    verdict: healthy\n");
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.column()).isEqualTo(17);
  }

  @Test
  void aThresholdThatDoesNotExistIsRefused() {
    assertThat(
            only("cases:\n  - {name: one, verdict: healthy, thresholds: {log-cont: 1}}\n").advice())
        .isEqualTo("did you mean log-count?");
    assertThat(
            only("cases:\n  - {name: one, verdict: healthy, thresholds: {log-count: x}}\n")
                .message())
        .contains("whole number");
  }

  @Test
  void aRuleOfAnotherFolderMayBeNamed() {
    var files = new java.util.TreeMap<>(TinyRules.files("cases: []").contents());
    files.put("evidence/tiny/cases.yaml", "cases:\n  - {name: one, doesNotConclude: Elsewhere}\n");
    files.put(
        "evidence/other/other.drl",
        "package rules.evidence.other;\nagenda-group \"evidence\"\nrule \"Elsewhere\"\nwhen\n"
            + "then\n  insertLogical(\"x\");\nend\n");
    assertThat(CaseSuite.of(new io.fivewhys.rulebook.source.RuleFiles(files)).cases()).hasSize(1);
  }

  @Test
  void namesOfRulesAreNotJudgedWhileARuleFileCannotBeParsed() {
    var files = TinyRules.files("rule rule rule", "cases:\n  - {name: one, concludes: Anything}\n");
    assertThat(CaseSuite.of(files).cases()).hasSize(1);
  }
}
