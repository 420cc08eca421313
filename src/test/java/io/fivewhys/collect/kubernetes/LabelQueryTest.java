package io.fivewhys.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelQueryTest {
  private static final Map<String, String> WEB =
      Map.of("app", "web", "tier", "backend", "example.com/team", "red");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "all",
        "app=web",
        "app==web, tier=backend",
        "app in (api, web)",
        "app notin (api),tier",
        "!canary",
        "canary!=true",
        "example.com/team=red,!canary,app in (web)"
      })
  void choosesWhatKubectlWould(String query) {
    assertThat(LabelQuery.parse(query).chooses(WEB)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app=api",
        "app=web,tier=cache",
        "app in (api)",
        "app notin (api, web)",
        "canary",
        "!app",
        "app!=web",
        "canary in (true)"
      })
  void leavesTheRest(String query) {
    assertThat(LabelQuery.parse(query).chooses(WEB)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"app=web tier=backend", "=web", "app in web", "app>1", "app=(web)", "a;b"})
  void refusesWhatIsNone(String query) {
    assertThatThrownBy(() -> LabelQuery.parse(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kubectl -l");
  }

  @Test
  void asksForNothingWhenEmpty() {
    assertThat(LabelQuery.parse("").isEmpty()).isTrue();
    assertThat(LabelQuery.parse("all").isEmpty()).isTrue();
    assertThat(LabelQuery.parse("app").isEmpty()).isFalse();
  }
}
