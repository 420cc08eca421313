package io.fivewhys.fact.read;

import static io.fivewhys.fact.read.Samples.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Signal;
import io.fivewhys.fact.read.SnapshotRefused.Code;
import io.fivewhys.fact.read.SnapshotRefused.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlSnapshotTest {
  @Test
  void unquotedTimesAndStatusCodesAreWhatJsonWouldHave() {
    var snapshot =
        yaml(
            """
            # the gateway of the shop
            gateway: api-gateway
            observedAt: 2026-01-01T00:00:00Z
            facts:
              - kind: RouteTraffic
                route: /a
                responses: {200: 5, "503": 2}
                errorsSince: 2026-01-01T00:00:00+00:00
            """);
    assertThat(snapshot.observedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    RouteTraffic route = (RouteTraffic) snapshot.facts().getFirst();
    assertThat(route.responses()).isEqualTo(Map.of(200, 5L, 503, 2L));
    assertThat(route.errorsSince()).contains(snapshot.observedAt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on",
        "Yes",
        "True",
        "NULL",
        "0x1f",
        "017",
        "1_000",
        "12:30:45",
        ".inf",
        "+1",
        "2026-01-01",
        "1.2.3"
      })
  void whatOnlyYamlTakesForSomethingElseIsText(String plain) {
    assertThat(signal("text: " + plain).text()).contains(plain);
    assertThat(problems(signalText("value: " + plain)).getFirst().found())
        .isEqualTo('"' + plain + '"');
  }

  @ParameterizedTest
  @CsvSource({"1e3,1000", "-0.5,-0.5", "7,7"})
  void numbersAreThoseOfJson(String plain, double value) {
    assertThat(signal("value: " + plain).value()).hasValue(value);
    assertThat(problems(signalText("value: '" + plain + "'"))).hasSize(1);
    assertThat(problems(signalText("text: " + plain))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null"})
  void nothingIsNull(String plain) {
    assertThat(problems(signalText("text: " + plain)).getFirst().allowed())
        .contains("leave the field out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gateway: &a g | an anchor | 1",
        "gateway: *a | an alias | 1",
        "gateway: !!str g | a tag | 1",
        "gateway: !java.net.URL g | a tag | 1",
        "gateway: g\\nfacts: []\\n---\\ngateway: g | a second document | 3",
        "gateway: g\\n? [a]\\n: b | a key that is no text | 2",
        "gateway: g\\n  facts: [ | | 2",
        "gateway: \"g | | 1",
        "gateway: g\\n\\tfacts: [] | | 2",
      })
  void whatJsonDoesNotKnowIsRefusedWithItsLine(String escaped, String found, int line) {
    Problem problem = problems(escaped.translateEscapes()).getFirst();
    assertThat(problem.found()).startsWith(found == null ? "" : found).contains("line " + line);
  }

  @Test
  void aliasesThatWouldGrowWithoutEndCostNothing() {
    var text = new StringBuilder("a: &a [x, x, x, x, x, x, x, x]\n");
    for (char name = 'b'; name < 'z'; name++) {
      String before = "*" + (char) (name - 1);
      text.append(name)
          .append(": &")
          .append(name)
          .append(" [")
          .append(before)
          .append(", ")
          .append(before)
          .append("]\n");
    }
    assertThat(problems(text.toString()).getFirst().found()).contains("an anchor, &a");
  }

  @Test
  void aNameGivenTwiceIsRefused() {
    assertThat(problems("gateway: g\nfacts: []\ngateway: h").getFirst().pointer())
        .isEqualTo("/gateway");
  }

  @Test
  void placesAreNamedAsInJson() {
    assertThat(problems(signalText("labels: {a: b, c: 1}")).getFirst().pointer())
        .isEqualTo("/facts/0/labels/c");
  }

  @Test
  void jsonIsYaml() {
    assertThat(yaml(Samples.withFacts("{\"kind\":\"Pod\",\"name\":\"a\",\"ready\":false}")).facts())
        .hasSize(1);
  }

  private static String signalText(String field) {
    return "gateway: g\nfacts:\n- kind: Signal\n  name: n\n  " + field + "\n";
  }

  private static Signal signal(String field) {
    return (Signal) yaml(signalText(field)).facts().getFirst();
  }

  private static List<Problem> problems(String text) {
    SnapshotRefused refused = catchThrowableOfType(SnapshotRefused.class, () -> yaml(text));
    assertThat(refused).as(text).isNotNull();
    assertThat(refused.code()).isEqualTo(Code.MALFORMED);
    return refused.problems();
  }
}
