package io.fivewhys.collect.prometheus;

import static io.fivewhys.collect.prometheus.FakePrometheus.error;
import static io.fivewhys.collect.prometheus.FakePrometheus.vector;
import static io.fivewhys.collect.prometheus.FakePrometheus.vectorWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.prometheus.preset.Preset;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a part of the answers is missing, that part is unknown. */
class PrometheusBlindSpotsTest extends PrometheusSourceTest {
  @Test
  void aQueryThatFailsLeavesUnknownWhatItWouldHaveToldAndNothingElse() throws Exception {
    prometheus
        .says("kong_http_requests_total", ORDERS)
        .says("histogram_quantile", 422, error("execution", "would load too many samples"))
        .says("kong_upstream_target_health", 400, error("bad_data", "no"))
        .says("offset 604800s", 503, "overloaded");
    Answer answer = setup().ask();
    RouteTraffic orders = route(answer);
    assertThat(orders.responses()).isEqualTo(Map.of(200, 970L, 503, 30L));
    assertThat(orders.p99Millis()).isEmpty();
    assertThat(orders.baselineErrorRatio()).hasValue(0.03);
    assertThat(blindSubjects(answer))
        .containsExactlyInAnyOrder(
            "kong health of targets", "kong latencies", "kong responses 7 d ago");
    assertThat(answer.facts())
        .filteredOn(Blind.class::isInstance)
        .extracting(it -> ((Blind) it).reason().orElseThrow())
        .anyMatch(it -> it.contains("422") && it.contains("would load too many samples"));
    assertThat(answer.isWhole()).isFalse();
  }

  @Test
  void whereResponsesAreUnknownThereIsNoRouteAndNoFalseAlarmAboutSelectors() throws Exception {
    prometheus
        .says("kong_http_requests_total", 503, "no")
        .says("histogram_quantile", vector("{\"service\":\"orders\",\"route\":\"orders-api\"} 20"));
    Answer answer = setup().ask();
    assertThat(answer.facts()).allMatch(Blind.class::isInstance);
    assertThat(blindSubjects(answer)).containsExactly("kong responses");
  }

  @Test
  void aPartialAnswerIsUsedAndSaidToBePartial() throws Exception {
    for (String more :
        List.of(
            "\"warnings\":[\"store 10.0.0.1:10901: deadline exceeded\"],", "\"isPartial\":true,")) {
      prometheus.says(
          "kong_http_requests_total",
          vectorWith(
              more, "{\"service\":\"orders\",\"route\":\"orders-api\",\"code\":\"200\"} 970"));
      Answer answer = setup().ask();
      assertThat(route(answer).responses()).isEqualTo(Map.of(200, 970L));
      assertThat(blindSubjects(answer)).contains("kong responses");
      assertThat(answer.facts().toString()).contains("only a part is known");
    }
  }

  @Test
  void remarksAboutTheQueryAreNoWarnings() throws Exception {
    prometheus.says(
        "kong_http_requests_total",
        vectorWith(
            "\"warnings\":[\"PromQL info: metric might not be a counter\"],\"infos\":[\"x\"],"
                + "\"stats\":{\"a\":[{}]},",
            "{\"service\":\"orders\",\"route\":\"orders-api\",\"code\":\"200\"} 970"));
    assertThat(setup().ask().isWhole()).isTrue();
  }

  @Test
  void whatIsNoNumberIsNoData() throws Exception {
    prometheus
        .says("kong_http_requests_total", ORDERS)
        .says(
            "histogram_quantile(0.5,",
            vector("{\"service\":\"orders\",\"route\":\"orders-api\"} NaN"))
        .says(
            "histogram_quantile(0.95,",
            vector("{\"service\":\"orders\",\"route\":\"orders-api\"} +Inf"))
        .says(
            "histogram_quantile(0.99,",
            vector("{\"service\":\"orders\",\"route\":\"orders-api\"} 20"));
    Answer answer = setup().ask();
    assertThat(route(answer).p50Millis()).isEmpty();
    assertThat(route(answer).p95Millis()).isEmpty();
    assertThat(route(answer).p99Millis()).hasValue(20);
    assertThat(answer.isWhole()).isTrue();
  }

  @Test
  void countersWithoutAnySampleInTheWindowAreBlind() throws Exception {
    prometheus.says(
        "kong_http_requests_total",
        vector("{\"service\":\"orders\",\"route\":\"orders-api\",\"code\":\"200\"} NaN"));
    Answer answer = setup().ask();
    assertThat(answer.facts()).hasSize(1);
    assertThat(((Blind) answer.facts().getFirst()).reason().orElseThrow())
        .isEqualTo(
            "no series of kong_http_requests_total or kong_http_status in the last 300s; check"
                + " presets and selector, and that the window holds two scrapes");
  }

  @Test
  void aWorseCounterDoesNotSpeakForABetterOneThatWasNotAnswered() throws Exception {
    prometheus.says("kong_http_status", ORDERS);
    assertThat(route(setup().ask()).responses()).hasSize(2);
    prometheus.says("kong_http_requests_total", 503, "<html>busy</html>");
    Answer answer = setup().ask();
    assertThat(answer.facts()).allMatch(Blind.class::isInstance);
    assertThat(blindSubjects(answer)).containsExactly("kong responses");
  }

  @Test
  void aGatewayThatWasFoundStaysABlindSpotWhenItsMetricsVanish() throws Exception {
    prometheus
        .says("__name__", vector("{\"__name__\":\"kong_http_requests_total\"} 1"))
        .says("sum by (service, exported_service, route, source, code)", ORDERS);
    try (var source = setup().presets(Preset.AUTO).source()) {
      Answer before = source.ask(LOOK);
      assertThat(before.isWhole()).isTrue();
      assertThat(before.notes()).containsExactly("presets found: kong");
      prometheus
          .says("__name__", FakePrometheus.EMPTY)
          .says("sum by (service, exported_service, route, source, code)", FakePrometheus.EMPTY);
      Answer answer = source.ask(new Look("edge", "shop", AT.plusSeconds(3_000), LOOK.window()));
      assertThat(blindSubjects(answer)).containsExactly("kong");
    }
  }

  @Test
  void aServerThatMayNotListMetricsStillAnswersTheRest() throws Exception {
    prometheus.says("__name__", 422, error("execution", "not allowed")).says("up", vector("{} 1"));
    Answer answer =
        new Setup(
                WebAccess.at(prometheus.url()),
                List.of(Preset.AUTO),
                List.of(signal("up")),
                false,
                8,
                9,
                9,
                Duration.ofSeconds(30))
            .ask();
    assertThat(answer.facts()).filteredOn(Signal.class::isInstance).hasSize(1);
    assertThat(blindSubjects(answer)).containsExactly("gateway metrics");
  }

  @Test
  void alertsThatCannotBeHadAreBlindAlone() throws Exception {
    prometheus.says("/api/v1/alerts", 404, "no such page").says("up", vector("{} 1"));
    Answer answer = setup().queries(List.of(signal("up"))).withAlerts().ask();
    assertThat(blindSubjects(answer)).containsExactly("alerts");
    assertThat(answer.facts()).hasSize(2);
  }

  @Test
  void alertsOfAnyFormAreReadOrLeftOut() throws Exception {
    prometheus.says(
        "/api/v1/alerts",
        "{\"status\":\"success\",\"data\":{\"groups\":[[]],\"alerts\":["
            + "{\"labels\":{\"alertname\":\"A\"},\"annotations\":{},\"state\":\"firing\",\"activeAt\":\"2026-01-05T13:00:00.123456789+02:00\",\"value\":\"1e+00\"},"
            + "{\"labels\":{\"alertname\":\"B\"},\"state\":\"pending\",\"activeAt\":\"2026-01-05T11:00:00Z\"},"
            + "{\"labels\":{\"alertname\":\"C\"},\"state\":\"firing\",\"activeAt\":\"0001-01-01T00:00:00Z\"},"
            + "{\"labels\":{},\"state\":\"firing\"}]}}");
    Answer answer = setup().withAlerts().ask();
    List<Fact> alerts = answer.facts();
    assertThat(alerts.toString()).contains("2026-01-05T11:00:00").doesNotContain("0001");
    assertThat(alerts).hasSize(3);
    assertThat(blindSubjects(answer)).containsExactly("alerts");
  }
}
