package io.fivewhys.collect.prometheus;

import static io.fivewhys.collect.prometheus.FakePrometheus.error;
import static io.fivewhys.collect.prometheus.FakePrometheus.vector;
import static io.fivewhys.collect.prometheus.FakePrometheus.vectorWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.fivewhys.collect.prometheus.own.OwnQuery;
import io.fivewhys.collect.prometheus.preset.Preset;
import io.fivewhys.collect.prometheus.resource.ResourceConfig;
import io.fivewhys.collect.web.RawServer;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import io.fivewhys.fact.Signal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrometheusSourceTest {
  private static final Instant AT = Instant.parse("2026-01-05T12:00:00.500Z");
  private static final Look LOOK = new Look("edge", "shop", AT, Duration.ofMinutes(5));
  private static final Duration SHORT = Duration.ofMillis(400);

  private static final String ORDERS =
      vector(
          "{\"service\":\"orders\",\"route\":\"orders-api\",\"code\":\"200\"} 970",
          "{\"service\":\"orders\",\"route\":\"orders-api\",\"code\":\"503\"} 30");

  private FakePrometheus prometheus;

  /** The parts of a configuration that these tests vary. */
  private record Setup(
      WebAccess access,
      List<Preset> presets,
      List<OwnQuery> queries,
      boolean alerts,
      int concurrency,
      int maxRoutes,
      int maxSeries,
      Duration deadline) {

    static Setup at(URI url) {
      return new Setup(
          WebAccess.at(url),
          List.of(Preset.KONG),
          List.of(),
          false,
          8,
          300,
          1000,
          Duration.ofSeconds(30));
    }

    Setup access(WebAccess other) {
      return new Setup(
          other, presets, queries, alerts, concurrency, maxRoutes, maxSeries, deadline);
    }

    Setup presets(Preset... others) {
      return new Setup(
          access, List.of(others), queries, alerts, concurrency, maxRoutes, maxSeries, deadline);
    }

    Setup queries(List<OwnQuery> others) {
      return new Setup(
          access, List.of(), others, alerts, concurrency, maxRoutes, maxSeries, deadline);
    }

    Setup bounds(int concurrency, int maxRoutes, int maxSeries) {
      return new Setup(
          access, presets, queries, alerts, concurrency, maxRoutes, maxSeries, deadline);
    }

    Setup deadline(Duration other) {
      return new Setup(access, presets, queries, alerts, concurrency, maxRoutes, maxSeries, other);
    }

    Setup withAlerts() {
      return new Setup(
          access, List.of(), queries, true, concurrency, maxRoutes, maxSeries, deadline);
    }

    PrometheusSource source() {
      return new PrometheusSource(
          new PrometheusConfig(
              access,
              Optional.empty(),
              presets,
              Optional.empty(),
              Optional.empty(),
              Map.of(),
              ResourceConfig.none(),
              queries,
              alerts,
              Map.of(),
              Duration.ofHours(2),
              concurrency,
              maxRoutes,
              maxSeries,
              deadline),
          new SourceContext(Clock.systemUTC(), Map.of(), Path.of("."), Path.of(".")));
    }

    Answer ask() throws Exception {
      try (var source = source()) {
        return source.ask(LOOK);
      }
    }

    SourceFailed failure() {
      var failed = catchThrowableOfType(SourceFailed.class, this::ask);
      assertThat(failed).as("failure").isNotNull();
      return failed;
    }
  }

  @BeforeEach
  void serve() throws Exception {
    prometheus = new FakePrometheus();
  }

  @AfterEach
  void stop() {
    prometheus.close();
  }

  private Setup setup() {
    return Setup.at(prometheus.url());
  }

  private static OwnQuery signal(String query) {
    return new OwnQuery(query, "Signal", Map.of("name", query, "value", "{{value}}"));
  }

  private static List<String> blindSubjects(Answer answer) {
    return answer.facts().stream()
        .filter(Blind.class::isInstance)
        .map(it -> ((Blind) it).subject().orElse(""))
        .toList();
  }

  private static RouteTraffic route(Answer answer) {
    return answer.facts().stream()
        .filter(RouteTraffic.class::isInstance)
        .map(RouteTraffic.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPrefixATenantAndTheLooksTimeAreSent() throws Exception {
    WebAccess plain = WebAccess.at(URI.create(prometheus.url() + "/prometheus"));
    WebAccess mimir =
        new WebAccess(
            plain.url(),
            plain.bearer(),
            plain.username(),
            plain.password(),
            Map.of("X-Scope-OrgID", "shop"),
            plain.secretHeaders(),
            plain.caFile(),
            plain.certificateFile(),
            plain.keyFile(),
            false,
            plain.connectTimeout(),
            plain.timeout(),
            plain.maxBytes());
    setup().access(mimir).queries(List.of(signal("up"))).ask();
    FakePrometheus.Asked asked = prometheus.asked().getFirst();
    assertThat(asked.path()).isEqualTo("/prometheus/api/v1/query");
    assertThat(asked.query()).isEqualTo("up");
    assertThat(asked.parameters())
        .containsEntry("time", AT.getEpochSecond() + ".500")
        .containsEntry("timeout", "4000ms");
    assertThat(asked.exchange().getRequestHeaders().get("X-Scope-OrgID")).containsExactly("shop");
  }

  @Test
  void aLongQueryIsPosted() throws Exception {
    String longQuery = "up" + " or up".repeat(500);
    prometheus.says("up", vector("{} 1"));
    setup().queries(List.of(signal("up"), signal(longQuery))).ask();
    assertThat(prometheus.asked())
        .extracting(it -> it.method() + " " + it.query())
        .containsExactlyInAnyOrder("GET up", "POST " + longQuery);
    assertThat(prometheus.asked()).allMatch(it -> it.parameters().containsKey("time"));
  }

  @Test
  void whoCannotBeReachedAtAllIsOneFailureWithItsCode() throws Exception {
    assertThat(Setup.at(RawServer.nobody()).failure())
        .returns(Code.UNREACHABLE, SourceFailed::code);
    for (String broken :
        List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"status\":\"succ")) {
      try (var server = RawServer.saying(broken)) {
        assertThat(Setup.at(server.url()).failure()).returns(Code.UNREACHABLE, SourceFailed::code);
      }
    }
    try (var server = RawServer.saying("SSH-2.0-OpenSSH_9.2\r\n")) {
      assertThat(Setup.at(server.url()).failure()).returns(Code.NONSENSE, SourceFailed::code);
    }
  }

  @Test
  void aServerThatHangsIsWaitedForOnce() throws Exception {
    var timeout = Duration.ofSeconds(2);
    for (Preset preset : List.of(Preset.KONG, Preset.AUTO)) {
      try (var hung = RawServer.hung()) {
        Setup setup =
            Setup.at(hung.url()).access(WebAccess.at(hung.url()).within(timeout)).presets(preset);
        assertThat(setup.bounds(2, 9, 9).failure()).returns(Code.TIMEOUT, SourceFailed::code);
        // Of nine queries, two at once, and one that was let in while the second was still waiting.
        assertThat(hung.requests()).isBetween(1, 3);
      }
    }
  }

  @Test
  void eachRefusalOfEverythingHasItsCode() {
    Map.of(
            401, Code.UNAUTHENTICATED,
            403, Code.FORBIDDEN,
            404, Code.NOT_FOUND,
            500, Code.UNAVAILABLE,
            503, Code.UNAVAILABLE)
        .forEach(
            (status, code) -> {
              prometheus.says("", status, "<html>no</html>");
              assertThat(setup().failure())
                  .as("status " + status)
                  .returns(code, SourceFailed::code);
            });
  }

  @Test
  void theServersWordsAreTold() {
    prometheus.says("", 503, error("timeout", "query timed out in expression evaluation"));
    assertThat(setup().failure())
        .hasMessage(
            prometheus.url()
                + "/api/v1/query answers 503: query timed out in expression evaluation")
        .returns(Code.TIMEOUT, SourceFailed::code);
    prometheus.says("", 404, "page not found");
    assertThat(setup().failure()).hasMessageContaining("for Mimir with /prometheus");
  }

  @Test
  void garbageIsNonsenseAndNeverAnotherException() {
    for (String garbage :
        List.of(
            "<html><title>Sign in</title></html>",
            "",
            "null",
            "[]",
            "{",
            "{}",
            "{\"status\":\"success\"}",
            "{\"status\":\"success\",\"data\":null}",
            "{\"status\":\"success\",\"data\":[]}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":{}}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[1]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[[]]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":[]}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"a\":1},\"value\":[1,\"1\"]}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,1]}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"one\"]}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[\"x\",\"1\"]}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":\"1\"}]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{}",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000),
            "{\"status\":\"success\",\"data\":{\"resultType\":\"tensor\",\"result\":[]}}")) {
      prometheus.says("", garbage);
      SourceFailed failed = setup().failure();
      assertThat(failed.code()).as(garbage).isIn(Code.NONSENSE, Code.MISCONFIGURED);
      assertThat(failed.getMessage()).hasSizeLessThan(700);
    }
  }

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
  void aSlowQueryKeepsNobodyElseWaiting() throws Exception {
    prometheus.says("kong_http_requests_total", ORDERS).hangs("kong_upstream_target_health");
    Answer answer = setup().access(WebAccess.at(prometheus.url()).within(SHORT)).ask();
    assertThat(route(answer).responses()).hasSize(2);
    assertThat(blindSubjects(answer)).containsExactly("kong health of targets");
  }

  @Test
  void theDeadlineEndsALookOfManySlowQueries() throws Exception {
    prometheus.hangs("slow").says("quick", vector("{} 1"));
    List<OwnQuery> queries = new ArrayList<>(List.of(signal("quick")));
    IntStream.range(0, 40).forEach(i -> queries.add(signal("slow" + i)));
    Answer answer = setup().queries(queries).bounds(2, 9, 9).deadline(Duration.ofMillis(900)).ask();
    assertThat(answer.facts()).filteredOn(Signal.class::isInstance).hasSize(1);
    // None of them came to its own timeout, which is later.
    assertThat(answer.facts())
        .filteredOn(Blind.class::isInstance)
        .hasSize(40)
        .allMatch(it -> it.toString().contains("no answer within 0.81 s, with 2 queries at once"));
  }

  @Test
  void soManyQueriesAreAskedAtOnce() throws Exception {
    List<OwnQuery> queries = IntStream.range(0, 60).mapToObj(i -> signal("q" + i)).toList();
    prometheus.says("q", vector("{} 1")).answersTogether(3);
    Answer answer = setup().queries(queries).bounds(3, 9, 9).ask();
    assertThat(answer.facts()).hasSize(60).allMatch(Signal.class::isInstance);
    assertThat(prometheus.mostUnderWay()).isEqualTo(3);
  }

  @Test
  void anAnswerOfTooManySeriesIsRefused() throws Exception {
    String[] many =
        IntStream.range(0, 51)
            .mapToObj(
                i -> "{\"service\":\"s%d\",\"route\":\"r%d\",\"code\":\"200\"} 1".formatted(i, i))
            .toArray(String[]::new);
    prometheus.says("kong_http_requests_total", vector(many)).says("up", vector("{} 1"));
    Answer answer = setup().bounds(8, 300, 50).ask();
    assertThat(answer.facts()).hasSize(1);
    assertThat(((Blind) answer.facts().getFirst()).reason().orElseThrow())
        .isEqualTo("the answer has more than 50 series; narrow the query or its selector");
  }

  @Test
  void ofTooManyRoutesTheWorstAreTold() throws Exception {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(
          "{\"service\":\"s%d\",\"route\":\"r%d\",\"code\":\"200\"} %d".formatted(i, i, 100 + i));
    }
    many.add("{\"service\":\"s3\",\"route\":\"r3\",\"code\":\"502\"} 7");
    prometheus.says("kong_http_requests_total", vector(many.toArray(String[]::new)));
    Answer answer = setup().bounds(8, 3, 500).ask();
    assertThat(answer.facts())
        .filteredOn(RouteTraffic.class::isInstance)
        .extracting(it -> ((RouteTraffic) it).route())
        .containsExactly("r3", "r19", "r18");
    assertThat(blindSubjects(answer)).containsExactly("kong routes");
  }

  @Test
  void hostileLabelsMakeNoFactAndOneBlind() throws Exception {
    prometheus.says(
        "kong_http_requests_total",
        vector(
            "{\"service\":\"%s\",\"route\":\"a\",\"code\":\"200\"} 1".formatted("x".repeat(300)),
            "{\"service\":\"%s\",\"route\":\"b\",\"code\":\"200\"} 1".formatted("y".repeat(300)),
            "{\"service\":\"\",\"route\":\"\",\"code\":\"200\"} 1",
            "{\"service\":\"orders\",\"route\":\"orders-api\",\"code\":\"200\"} 1e30",
            "{\"service\":\"ok\",\"route\":\"ok\",\"code\":\"200\"} 1"));
    Answer answer = setup().ask();
    assertThat(answer.facts())
        .filteredOn(RouteTraffic.class::isInstance)
        .extracting(it -> ((RouteTraffic) it).route())
        .contains("ok")
        .doesNotContain("a", "b");
    assertThat(blindSubjects(answer)).containsExactly("kong routes");
  }

  @Test
  void whatIsUsualIsNotAskedForAtEachLook() throws Exception {
    prometheus.says("kong_http_requests_total", ORDERS);
    try (var source = setup().source()) {
      source.ask(LOOK);
      assertThat(asked("offset 86400s")).isEqualTo(1);
      source.ask(new Look("edge", "shop", AT.plusSeconds(60), LOOK.window()));
      assertThat(asked("offset 86400s")).isEqualTo(1);
      Answer later = source.ask(new Look("edge", "shop", AT.plusSeconds(400), LOOK.window()));
      assertThat(asked("offset 86400s")).isEqualTo(2);
      assertThat(route(later).baselineRequests()).hasValue(1000);
    }
  }

  @Test
  void aFailureIsNotRemembered() throws Exception {
    prometheus.says("kong_http_requests_total", ORDERS).says("offset 86400s", 503, "no");
    try (var source = setup().source()) {
      assertThat(blindSubjects(source.ask(LOOK))).contains("kong responses 1 d ago");
      prometheus.says("offset 86400s", ORDERS);
      assertThat(source.ask(LOOK).isWhole()).isTrue();
    }
  }

  private long asked(String words) {
    return prometheus.queries().stream().filter(it -> it.contains(words)).count();
  }

  @Test
  void sinceWhenIsAskedOnlyWhereSomethingFails() throws Exception {
    prometheus.says(
        "kong_http_requests_total",
        vector("{\"service\":\"orders\",\"route\":\"orders-api\",\"code\":\"200\"} 970"));
    setup().ask();
    assertThat(prometheus.asked()).noneMatch(it -> it.path().endsWith("query_range"));
    prometheus.says("kong_http_requests_total", ORDERS);
    setup().ask();
    assertThat(prometheus.asked()).filteredOn(it -> it.path().endsWith("query_range")).hasSize(2);
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

  @Test
  void aLookCanBeInterrupted() throws Exception {
    try (var hung = RawServer.hung();
        var source =
            Setup.at(hung.url())
                .access(WebAccess.at(hung.url()).within(Duration.ofMinutes(1)))
                .deadline(Duration.ofMinutes(2))
                .source()) {
      var ended = new CompletableFuture<Throwable>();
      Thread asking =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      source.ask(LOOK);
                      ended.complete(new AssertionError("it answered"));
                    } catch (Throwable e) {
                      ended.complete(e);
                    }
                  });
      hung.awaitAsked();
      asking.interrupt();
      assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }
  }
}
