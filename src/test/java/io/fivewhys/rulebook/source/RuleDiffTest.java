package io.fivewhys.rulebook.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RuleDiffTest {
  @Test
  void whatGoesStandsBeforeWhatComesInItsPlaceAsDiffHasIt() {
    var before = files("one\ntwo\nthree\n+ four\n");
    var after = files("one\n2\nthree\n+ 4\nfive\n");

    assertThat(RuleDiff.between(before, after).unified())
        .isEqualTo(
            """
            --- a/evidence/x.yaml
            +++ b/evidence/x.yaml
            @@ -1,4 +1,5 @@
             one
            -two
            +2
             three
            -+ four
            ++ 4
            +five
            """);
  }

  private static RuleFiles files(String text) {
    return new RuleFiles(new TreeMap<>(Map.of("evidence/x.yaml", text)));
  }
}
