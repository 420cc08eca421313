package io.fivewhys.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulebookTest {
  private static final String RULE =
      """
      package rules.odd;
      agenda-group "evidence"
      import io.fivewhys.inference.Need;

      rule "Needs what it is told"
      when
        $word : String()
      then
        insertLogical( new Need($word) );
      end
      """;
  private static final String PATTERN =
      """
      - pattern: timeout
        match: 'gave up waiting'
        examples:
          - 'ERROR gave up waiting for nothing'
      """;

  @Test
  void aRevisionChangesWithContentAndWithPath() {
    String revision = files("odd/odd.drl", RULE).revision();

    assertThat(revision).matches("[0-9a-f]{64}");
    assertThat(files("odd/odd.drl", RULE).revision()).isEqualTo(revision);
    assertThat(files("odd/odd.drl", RULE + "\n").revision()).isNotEqualTo(revision);
    assertThat(files("odd/other.drl", RULE).revision()).isNotEqualTo(revision);
    assertThat(files("odd/odd.drl", RULE, "logs/a.yaml", PATTERN).revision())
        .isNotEqualTo(revision);
  }

  @Test
  void aRevisionChangesWithCasesToo() {
    String revision = files("odd/odd.drl", RULE).revision();
    String withCases = files("odd/odd.drl", RULE, "odd/cases.yaml", "cases: []").revision();

    assertThat(withCases).isNotEqualTo(revision);
    assertThat(files("odd/odd.drl", RULE, "odd/cases.yaml", "cases: [{}]").revision())
        .isNotEqualTo(withCases);
  }

  @Test
  void textThatMovesFromOneFileToTheNextChangesTheRevision() {
    assertThat(files("a.drl", "xy", "b.drl", "z").revision())
        .isNotEqualTo(files("a.drl", "x", "b.drl", "yz").revision());
  }

  @Test
  void knowsItsRulesByPackage() {
    var rulebook = Rulebook.of(files("odd/odd.drl", RULE));
    assertThat(rulebook.ruleNames())
        .containsExactly(java.util.Map.entry("rules.odd", List.of("Needs what it is told")));
    assertThat(rulebook.size()).isEqualTo(1);
    assertThat(rulebook.revision()).isEqualTo(rulebook.files().revision());
  }

  @Test
  void twoRulebooksLiveBesideEachOther() {
    var one = Rulebook.of(files("odd/odd.drl", RULE));
    var other = Rulebook.of(files("odd/odd.drl", RULE.replace("Needs", "Wants")));
    assertThat(other.ruleNames().get("rules.odd")).containsExactly("Wants what it is told");
    assertThat(one.ruleNames().get("rules.odd")).containsExactly("Needs what it is told");
  }

  @Test
  void refusesABrokenRuleWithFileAndLine() {
    String broken = RULE.replace("$word : String()", "$word : Strong()");

    assertThatThrownBy(() -> Rulebook.of(files("odd/odd.drl", broken, "fine.drl", fine())))
        .isInstanceOfSatisfying(
            RulebookRefused.class,
            refused ->
                assertThat(refused.problems())
                    .isNotEmpty()
                    .anySatisfy(
                        it -> {
                          assertThat(it.file()).isEqualTo("odd/odd.drl");
                          assertThat(it.line()).isEqualTo(7);
                          assertThat(it.message()).contains("Strong");
                        }));
  }

  @Test
  void refusesAllBrokenFilesAtOnce() {
    String broken = RULE.replace("when", "whan");

    assertThatThrownBy(
            () ->
                Rulebook.of(
                    files(
                        "a/a.drl", broken.replace("rules.odd", "rules.a"),
                        "b/b.drl", broken.replace("rules.odd", "rules.b"))))
        .isInstanceOfSatisfying(
            RulebookRefused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(io.fivewhys.rulebook.source.RuleProblem::file)
                    .contains("a/a.drl", "b/b.drl"))
        .hasMessageContaining("a/a.drl:");
  }

  @Test
  void refusesAConditionThatDoesNotEvenCompile() {
    String broken = RULE.replace("String()", "String( length() > \"three\" )");

    assertThatThrownBy(() -> Rulebook.of(files("odd/odd.drl", broken)))
        .isInstanceOf(RulebookRefused.class);
  }

  @Test
  void refusesNothingToGoBy() {
    assertThatThrownBy(() -> Rulebook.of(files("odd/cases.yaml", "cases: []")))
        .isInstanceOf(RulebookRefused.class)
        .hasMessageContaining("no .drl file");
  }

  @Test
  void refusesBrokenLogPatternsWithFileAndLine() {
    String broken = PATTERN + "- pattern: timeout\n  match: 'never ('\n  examples: ['never (']\n";

    assertThatThrownBy(() -> Rulebook.of(files("odd/odd.drl", RULE, "logs/ours.yaml", broken)))
        .isInstanceOfSatisfying(
            RulebookRefused.class,
            refused -> {
              assertThat(refused.problems()).isNotEmpty();
              assertThat(refused.problems())
                  .allSatisfy(
                      it -> {
                        assertThat(it.file()).isEqualTo("logs/ours.yaml");
                        assertThat(it.line()).isPositive();
                      });
            });
  }

  @Test
  void refusesALogPatternOfAKindThatNobodyKnows() {
    String broken = PATTERN.replace("timeout", "time_out");

    assertThatThrownBy(() -> Rulebook.of(files("odd/odd.drl", RULE, "logs/ours.yaml", broken)))
        .isInstanceOf(RulebookRefused.class)
        .hasMessageStartingWith("logs/ours.yaml:1: pattern must be one of");
  }

  @Test
  void readsADirectoryAndLeavesOtherFilesAlone(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("odd"));
    Files.writeString(directory.resolve("odd/odd.drl"), RULE);
    Files.writeString(directory.resolve("odd/notes.txt"), "nothing");
    Files.writeString(directory.resolve("odd/cases.yaml"), "cases: []");

    RuleFiles files = RuleFiles.in(directory);

    assertThat(files.contents()).containsOnlyKeys("odd/odd.drl", "odd/cases.yaml");
    assertThat(files.rules()).containsOnlyKeys("odd/odd.drl");
    assertThat(files.cases()).containsOnlyKeys("odd/cases.yaml");
    assertThat(files.logPatterns()).isEmpty();
    assertThat(files.revision())
        .isEqualTo(files("odd/odd.drl", RULE, "odd/cases.yaml", "cases: []").revision());
  }

  @Test
  void saysWhichDirectoryCannotBeRead(@TempDir Path directory) {
    assertThatThrownBy(() -> RuleFiles.in(directory.resolve("nowhere")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void bringsTheSameRulesAlongAsTheDirectoryHolds() {
    assertThat(RuleFiles.shipped().contents().keySet())
        .as("a build after files were removed keeps them: run `mvn clean`")
        .isEqualTo(RuleFiles.in(Path.of("rules")).contents().keySet());
    assertThat(RuleFiles.shipped().revision()).isEqualTo(RuleFiles.in(Path.of("rules")).revision());
  }

  private static String fine() {
    return RULE.replace("rules.odd", "rules").replace("Needs", "Likes");
  }

  private static RuleFiles files(String... pathsAndContents) {
    var contents = new TreeMap<String, String>();
    for (int i = 0; i < pathsAndContents.length; i += 2) {
      contents.put(pathsAndContents[i], pathsAndContents[i + 1]);
    }
    return new RuleFiles(contents);
  }
}
