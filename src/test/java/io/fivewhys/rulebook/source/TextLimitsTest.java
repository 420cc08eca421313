package io.fivewhys.rulebook.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLimitsTest {
  private static final String RULE =
      "package rules.odd;\nrule \"r\"\nwhen\n  String( %s )\nthen\nend\n";

  @Test
  void everyShippedFileIsWithinTheLimits() {
    RuleFiles.shipped()
        .rules()
        .forEach((path, drl) -> assertThat(TextLimits.problem(path, drl)).as(path).isEmpty());
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() {
    assertRefused("// comment\n".repeat(30_000), 0, "larger than 256 KB");
    assertRefused("// ä€\n".repeat(TextLimits.MAX_BYTES / 8), 0, "larger than 256 KB");
  }

  @Test
  void aLineThatIsTooLongIsNotRead() {
    assertRefused(RULE.formatted("this == \"" + "x".repeat(2_000) + "\""), 4, "more than 2000");
  }

  @Test
  void bracketsThatNestTooDeepAreNotRead() {
    assertRefused(RULE.formatted("(".repeat(4_000 / 2 - 20) + "true"), 4, "nest deeper than 12");
    String lines = "(\n".repeat(4_000);
    assertRefused(RULE.formatted(lines), 15, "nest deeper than 12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f(f(f(f(f(f(f(f(f(f(f(x))))))))))) == 1",
        "[[[[[[[[[[1]]]]]]]]]] == 1",
        "a[a[a[a[a[a[a[a[a[1]]]]]]]]] == 1",
        "(a) (a) (a) (a) (a) (a) (a) (a) (a) (a) (a) (a) (a) (a) (a) (a) (a) (a) (a) b == 1",
        "new A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A<A>>>>>>>>>>>>>>>>>>>>() == 1",
      })
  void whatTheParserWouldTryForMinutesIsNotRead(String constraint) {
    DrlFile once = DrlFile.parse("odd/odd.drl", RULE.formatted(constraint));
    DrlFile often = DrlFile.parse("odd/odd.drl", RULE.formatted((constraint + ",\n").repeat(60)));

    assertThat(List.of(once, often))
        .anySatisfy(file -> assertThat(file.problems().toString()).contains("takes too long"));
    assertThat(often.tree()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "this == \"\\n\" + f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f( \"\\n\"",
        "this == \"\"\"\\n\" + f(f(f(f(f(f(f(f(f(f(f(f(f(f(f(f( \"\\n\"\"\"",
        "f(f(f(f(f(f(f(f(f(f(\\nrule \"x\" + f(f(f(f(f(f(f(f(f(",
      })
  void bracketsCannotBeHidden(String constraint) {
    DrlFile file = DrlFile.parse("odd/odd.drl", RULE.formatted(constraint.replace("\\n", "\n")));

    assertThat(file.tree()).isEmpty();
    assertThat(file.problems().getFirst().message())
        .containsAnyOf("nest deeper", "takes too long", "not closed");
  }

  @Test
  void operatorsThatChainTooFarAreNotRead() {
    String sum = IntStream.range(0, 5_000).mapToObj(it -> "1\n").collect(Collectors.joining("+"));

    assertRefused(RULE.formatted("length == " + sum), 403, "more than 400 operators");
  }

  @Test
  void bracketsInTextsAndCommentsDoNotCount() {
    assertThat(
            TextLimits.problem(
                "odd.drl",
                RULE.formatted(
                    "this == \"" + "(".repeat(100) + "\" /* " + "[".repeat(100) + " */")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u0000b", "a\u202eb", "a\u200bb", "a\ud800b", "a\u2028b", "a\u001bb", "\ufeff"})
  void charactersThatNobodySeesAreNotRead(String text) {
    assertRefused(RULE.formatted("this == \"" + text + "\""), 4, "not shown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/x.drl",
        "../x.drl",
        "a/../x.drl",
        "x\"y.drl",
        "x y.drl",
        "x\n.drl",
        "a\\b.drl"
      })
  void aPathThatCouldEndAGeneratedTextIsRefused(String path) {
    assertThat(TextLimits.problem(path, "")).isPresent();
  }

  private static void assertRefused(String drl, int line, String words) {
    DrlFile file = DrlFile.parse("odd/odd.drl", drl);

    assertThat(file.tree()).isEmpty();
    assertThat(file.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.stage()).isEqualTo(Stage.PARSE);
              assertThat(problem.message()).contains(words);
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.advice()).isNotEmpty();
            });
  }
}
