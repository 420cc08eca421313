package io.fivewhys.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.rulebook.source.RuleFiles;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileBoundsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a.drl", "diagnosis/surge/load.drl", "logs/java.yaml", "a-1/b_2/c.v3.drl"})
  void takesPathsOfRules(String path) {
    assertThat(FileBounds.problemOfPath(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".drl",
        "/etc/rules.drl",
        "../outside.drl",
        "a/../b.drl",
        "a/./b.drl",
        "a//b.drl",
        "a..b.drl",
        ".git/a.drl",
        "a/.hidden.drl",
        "a\\b.drl",
        "Load.drl",
        "a b.drl",
        "a.drl/",
        "a.drl\n",
        "a.sh",
        "a.yml",
        "a%2e.drl",
        "a\u0000.drl",
        "ä.drl",
        "1/2/3/4/5/6/7/8/9.drl"
      })
  void refusesEveryOtherPathAndSaysWhatIsAllowed(String path) {
    assertThat(FileBounds.problemOfPath(path))
        .hasValueSatisfying(problem -> assertThat(problem.advice()).contains(".drl or .yaml"));
  }

  @Test
  void refusesALongPathAndShowsOnlyItsBeginning() {
    assertThat(FileBounds.problemOfPath("a".repeat(100_000) + ".drl"))
        .hasValueSatisfying(problem -> assertThat(problem.file()).hasSizeLessThan(300));
  }

  @Test
  void showsNoControlCharacters() {
    assertThat(FileBounds.problemOfPath("a\u001B[2J\u202E.drl"))
        .hasValueSatisfying(problem -> assertThat(problem.file()).isEqualTo("a?[2J?.drl"));
  }

  @Test
  void refusesTooManyAndTooLargeFiles() {
    var many = new TreeMap<String, String>();
    for (int i = 0; i <= FileBounds.FILES; i++) {
      many.put("a" + i + ".drl", "");
    }
    var large = new TreeMap<String, String>();
    large.put("a.drl", "ä".repeat(FileBounds.FILE_BYTES / 2 + 1));
    var heavy = new TreeMap<String, String>();
    for (int i = 0; i < 17; i++) {
      heavy.put("a" + i + ".drl", "x".repeat(FileBounds.FILE_BYTES));
    }

    assertThat(FileBounds.problemsOf(new RuleFiles(many))).hasSize(1);
    assertThat(FileBounds.problemsOf(new RuleFiles(large)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.file()).isEqualTo("a.drl"));
    assertThat(FileBounds.problemsOf(new RuleFiles(heavy)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("all files together"));
  }
}
