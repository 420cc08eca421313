package io.fivewhys.rulebook.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConsistencyTest {
  private static final String RULE =
      """
      package rules.advice.odd;
      import io.fivewhys.inference.Need;
      agenda-group "advice"

      rule "Needs what it is told"
      when
        $word : String()
      then
        insertLogical( new Need($word) );
      end
      """;

  private static List<RuleProblem> problems(Map<String, String> files) {
    return Consistency.problems(new RuleFiles(new TreeMap<>(files)));
  }

  private static List<String> messages(String rule) {
    return problems(Map.of("advice/odd/odd.drl", rule)).stream().map(it -> it.message()).toList();
  }

  @Test
  void theShippedRulesAreConsistent() {
    assertThat(Consistency.problems(RuleFiles.in(Path.of("rules")))).isEmpty();
  }

  @Test
  void twoRulesOfOneNameAreRefusedWhereverTheyAre() {
    var problems =
        problems(
            Map.of(
                "advice/odd/odd.drl",
                RULE,
                "advice/even/even.drl",
                RULE.replace("advice.odd", "advice.even")));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().file()).isEqualTo("advice/odd/odd.drl");
    assertThat(problems.getFirst().line()).isEqualTo(5);
    assertThat(problems.getFirst().text()).isEqualTo("rule \"Needs what it is told\"");
    assertThat(problems.getFirst().rule()).isEqualTo("Needs what it is told");
    assertThat(problems.getFirst().message()).contains("advice/even/even.drl:5");
  }

  @Test
  void aFileWithoutARuleIsRefused() {
    assertThat(messages("package rules.advice.odd;\n"))
        .containsExactly("there is no rule in this file");
  }

  @Test
  void aQueryIsNoRule() {
    assertThat(messages("package rules.advice.odd;\nquery \"all\"\n  String()\nend\n"))
        .contains("there is no rule in this file");
  }

  @Test
  void aPackageThatDoesNotFitItsFolderIsRefusedWithTheRightOne() {
    var problems =
        problems(Map.of("advice/odd/odd.drl", RULE.replace("advice.odd;", "advice.even;")));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().line()).isEqualTo(1);
    assertThat(problems.getFirst().advice()).isEqualTo("write: package rules.advice.odd;");
  }

  @Test
  void aStageThatDoesNotFitTheFolderIsRefused() {
    assertThat(messages(RULE.replace("group \"advice\"", "group \"evidence\"")))
        .containsExactly("the rule is of the stage \"evidence\", its folder is not");
    assertThat(messages(RULE.replace("agenda-group \"advice\"", "")))
        .containsExactly("the rule is of no stage");
  }

  @Test
  void theStageOfARuleItselfCounts() {
    var rule =
        RULE.replace("agenda-group \"advice\"", "")
            .replace("told\"\n", "told\"\nagenda-group \"advice\"\n");
    assertThat(messages(rule)).isEmpty();
  }

  @Test
  void aRuleThatDoesNothingIsRefused() {
    assertThat(messages(RULE.replace("insertLogical( new Need($word) );", "// later; /* */")))
        .containsExactly("the rule does nothing: its then is empty");
  }

  @Test
  void casesWithoutARuleBesideThemAreRefused() {
    var problems =
        problems(Map.of("advice/odd/odd.drl", RULE, "advice/oddd/cases.yaml", "cases: []\n"));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().file()).isEqualTo("advice/oddd/cases.yaml");
    assertThat(problems.getFirst().message()).contains("did you mean advice/odd?");
  }

  @Test
  void whatTheParserRefusesIsNotReportedTwice() {
    assertThat(messages("package rules.advice.even;\nrule \"x\" when then end end rule")).isEmpty();
  }
}
