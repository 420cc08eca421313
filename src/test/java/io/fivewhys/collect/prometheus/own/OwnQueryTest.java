package io.fivewhys.collect.prometheus.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fivewhys.collect.SourceName;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Sample;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.fact.read.FactDraft;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnQueryTest {
  private static void refused(String fact, Map<String, String> fields, String... words) {
    assertThatThrownBy(() -> new OwnQuery("up", fact, fields))
        .as("%s %s", fact, fields)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void aKindThatThereIsNotIsRefusedWithTheNearest() {
    refused("Signl", Map.of("name", "x"), "fact Signl", "did you mean Signal?");
    refused("signal", Map.of("name", "x"), "did you mean Signal?");
    refused("Quux", Map.of("name", "x"), "RouteTraffic, Workload");
  }

  @Test
  void aFieldThatThereIsNotIsRefusedWithTheNearest() {
    refused("Signal", Map.of("name", "x", "vaule", "1"), "field vaule", "did you mean value?");
    refused("Signal", Map.of("name", "x", "kind", "Signal"), "field kind", "name, subject, value");
  }

  private static void incomplete(String fact, Map<String, String> fields, String... words) {
    assertThatThrownBy(() -> OwnQuery.check(List.of(new OwnQuery("up", fact, fields))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void whatEveryFactOfTheKindNeedsHasToBeThere() {
    incomplete("Signal", Map.of("value", "{{value}}"), "name, which every Signal needs");
    incomplete("DependencyProbe", Map.of("dependency", "db"), "ok, which");
    incomplete(
        "RouteTraffic",
        Map.of("route", "/"),
        "responses, which every RouteTraffic needs, as responses.{{label}}");
    OwnQuery.check(
        List.of(
            new OwnQuery("a", "RouteTraffic", Map.of("route", "/", "responses.{{code}}", "1")),
            new OwnQuery("b", "RouteTraffic", Map.of("route", "/", "p99Millis", "{{value}}"))));
  }

  @Test
  void entriesStandWhereTheyMayAndNowhereElse() {
    refused(
        "RouteTraffic",
        Map.of("route", "/", "responses", "{{value}}"),
        "field responses with the entry's name, as responses.{{label}}");
    refused(
        "Signal", Map.of("name", "x", "value.a", "1"), "field value without a dot; it holds one");
  }

  @Test
  void placesAreLabels() {
    for (String odd : List.of("{{}}", "{{a b}}", "{{a", "a}}", "{{a-b}}", "{{{{a}}}}")) {
      refused("Signal", Map.of("name", odd), "{{label}}", odd);
    }
  }

  /** Each kind of field, from a label, from the value, and from a text. */
  @Test
  void everyKindOfFieldCanBeFilled() {
    var series =
        new Series(
            Map.of(
                "db",
                "orders-db",
                "up",
                "1",
                "users",
                "orders, payments ,",
                "max",
                "100",
                "type",
                "database",
                "when",
                "2026-01-05T11:00:00Z",
                "breaker",
                "b"),
            List.of(new Sample(1_767_614_400_000L, 12.6)));
    assertThat(
            made(
                series,
                "DependencyProbe",
                Map.of(
                    "dependency", "{{db}}",
                    "type", "{{type}}",
                    "usedBy", "{{users}}",
                    "ok", "{{up}}",
                    "latencyMillis", "{{value}}",
                    "failingSince", "{{when}}",
                    "namespace", "{{none}}")))
        .contains("orders-db", "[database]", "[orders, payments]", "ok=true", "12.6", "11:00:00Z")
        .contains("namespace=Optional.empty");
    assertThat(made(series, "DependencyProbe", Map.of("dependency", "d", "ok", "{{value}}")))
        .contains("ok=true");
    assertThat(
            made(
                series,
                "CircuitBreaker",
                Map.of(
                    "upstream", "o",
                    "state", "unknown",
                    "rejected", "{{value}}",
                    "since", "{{time}}",
                    "limits.max_requests", "{{max}}",
                    "inUse.max_requests", "{{value}}")))
        .contains("rejected=OptionalLong[13]", "since=Optional[2026-01-05T12:00:00Z]")
        .contains("limits={max_requests=100.0}", "inUse={max_requests=12.6}");
    assertThat(
            made(
                series,
                "Pod",
                Map.of("name", "p", "restarts", "{{max}}", "startedAt", "{{value}}")))
        .contains("restarts=OptionalLong[100]", "1970-01-01T00:00:12.600Z");
  }

  private static String made(Series series, String kind, Map<String, String> fields) {
    OwnFields own = OwnFields.of(kind, fields);
    var draft = FactDraft.named(kind).orElseThrow();
    own.plain(series).forEach(draft::set);
    own.counted(series).forEach(draft::set);
    var findings = new Findings(SourceName.of("prometheus"));
    findings.add("it", draft);
    return findings.facts().getFirst().toString();
  }
}
