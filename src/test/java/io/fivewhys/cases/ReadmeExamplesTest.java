package io.fivewhys.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code rules/README.md} shows is run as it stands there. */
class ReadmeExamplesTest {
  private static final Path README = Path.of("rules/README.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

  private static List<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(README))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  @Test
  void theRulesAndTheirCasesHoldAndLackNothing() throws IOException, InterruptedException {
    RuleFiles files =
        new RuleFiles(
            new TreeMap<>(
                Map.of(
                    "evidence/example/restarts.drl", blocks("").getFirst(),
                    "evidence/example/cases.yaml", blocks("yaml").getFirst())));
    CaseSuite suite = CaseSuite.of(files);
    var rulebook = Rulebook.of(files);
    CaseReport report = suite.run(rulebook, TinyRules.POLICY, CaseSelection.all());
    assertThat(report.results()).hasSize(4);
    assertThat(report.allPassed()).as(CaseText.of(report, false)).isTrue();
    assertThat(suite.missing()).isEmpty();
  }

  @Test
  void theCaseOfACauseHoldsWithTheShippedRules() throws IOException, InterruptedException {
    RuleFiles shipped = RuleFiles.in(Path.of("rules"));
    var files = new TreeMap<>(shipped.contents());
    files.put("advice/breaker/cases.yaml", blocks("yaml").get(1));
    var rulebook = Rulebook.of(shipped);
    CaseReport report =
        CaseSuite.of(new RuleFiles(files))
            .run(rulebook, TinyRules.POLICY, CaseSelection.matching("advice/breaker"));
    assertThat(report.results()).hasSize(1);
    assertThat(report.allPassed()).as(CaseText.of(report, false)).isTrue();
  }

  @Test
  void everyKeyOfACaseIsInTheTable() throws IOException {
    String readme = Files.readString(README);
    assertThat(CaseFile.CASE_KEYS).allSatisfy(key -> assertThat(readme).contains("`" + key + "`"));
    assertThat(readme.lines().count()).isLessThan(200);
  }
}
