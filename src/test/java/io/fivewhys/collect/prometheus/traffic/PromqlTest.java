package io.fivewhys.collect.prometheus.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromqlTest {
  @Test
  void aSelectorIsPutToEverySeries() {
    var promql = new Promql(Optional.of("namespace=\"edge\""));
    assertThat(promql.series("up")).isEqualTo("up{namespace=\"edge\"}");
    assertThat(promql.series("up", "code=~\"5..\""))
        .isEqualTo("up{code=~\"5..\",namespace=\"edge\"}");
    assertThat(new Promql(Optional.empty()).series("up")).isEqualTo("up");
  }

  @Test
  void aSelectorIsSomeMatchersAndNothingElse() {
    for (String good :
        List.of(
            "a=\"b\"",
            "a=\"b\",c!=\"d\", e=~\"f.*\",g!~\"\"",
            "a=\"with \\\"quotes\\\" and , and }\"",
            "a=\"b\",")) {
      assertThatCode(() -> Promql.checkSelector(good)).as(good).doesNotThrowAnyException();
    }
    for (String bad :
        List.of(
            "",
            "a",
            "{a=\"b\"}",
            "a=b",
            "a=\"b\"} or up{c=\"d\"",
            "a=\"b\" c=\"d\"",
            "a=\"b\\\"",
            "a=\"b\"" + ",a=\"b\"".repeat(500))) {
      assertThatThrownBy(() -> Promql.checkSelector(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("without braces");
    }
  }

  @Test
  void namesAreQuotedAsTheyAre() {
    assertThat(Promql.quoted("a\"b\\c\nd")).isEqualTo("\"a\\\"b\\\\c\\nd\"");
    assertThat(Promql.quotedPattern(List.of("shop", "data.base*")))
        .isEqualTo("\"shop|data\\\\.base\\\\*\"");
  }

  @Test
  void timesAreWrittenInSecondsWhereTheyCan() {
    assertThat(Promql.time(Duration.ofMinutes(5))).isEqualTo("300s");
    assertThat(Promql.time(Duration.ofMillis(1_500))).isEqualTo("1500ms");
  }
}
