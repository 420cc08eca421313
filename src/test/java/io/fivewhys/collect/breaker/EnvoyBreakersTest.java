package io.fivewhys.collect.breaker;

import static io.fivewhys.collect.breaker.Asking.NOW;
import static io.fivewhys.collect.breaker.Asking.blind;
import static io.fivewhys.collect.breaker.Asking.breaker;
import static io.fivewhys.collect.breaker.Asking.breakers;
import static io.fivewhys.collect.breaker.Asking.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.CircuitBreaker.State;
import io.fivewhys.fact.Signal;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers in the forms of Envoy 1.30, of older ones, and of Istio's proxies. */
class EnvoyBreakersTest {
  private static final String ISTIO = "outbound|8080||orders.shop.svc.cluster.local";

  private AdminServer server;
  private BreakerSource source;

  @BeforeEach
  void start() throws IOException {
    server = new AdminServer();
    source =
        Asking.source(
            new BreakerConfig.Envoy(
                Asking.access(server.url()),
                Optional.empty(),
                Map.of("c-17", "cart"),
                Duration.ofSeconds(5)));
  }

  @AfterEach
  void stop() {
    source.close();
    server.close();
  }

  /**
   * As Envoy prints it: what has its default value is left out, and numbers of 64 bits are texts.
   */
  private static String cluster(String name, String observabilityName, String... hosts) {
    return """
    {"name": "%s", "observability_name": "%s", "added_via_api": true,
     "circuit_breakers": {"thresholds": [
       {"max_connections": 1024, "max_pending_requests": 1024, "max_requests": 128,
        "max_retries": 3},
       {"priority": "HIGH", "max_connections": 7, "max_pending_requests": 7, "max_requests": 7,
        "max_retries": 7}]},
     "host_statuses": [%s]}\
    """
        .formatted(name, observabilityName, String.join(",", hosts));
  }

  private static String host(String flag) {
    String flags = flag.isEmpty() ? "" : "\"" + flag + "\": true, ";
    return """
    {"address": {"socket_address": {"address": "10.0.0.1", "port_value": 8080}},
     "stats": [{"name": "cx_connect_fail"}, {"name": "rq_total", "value": "18446744073709551615"}],
     "health_status": {%s"eds_health_status": "HEALTHY"}, "weight": 1, "locality": {}}\
    """
        .formatted(flags);
  }

  private void clusters(String... clusters) {
    server.answer("/clusters", "{\"cluster_statuses\": [" + String.join(",", clusters) + "]}");
  }

  private void stats(Object... namesAndValues) {
    var text = new StringBuilder("{\"stats\": [");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      text.append(
          "{\"name\": \"%s\", \"value\": %s},".formatted(namesAndValues[i], namesAndValues[i + 1]));
    }
    server.answer("/stats", text + "{\"histograms\": {\"supported_quantiles\": [0, 25]}}]}");
  }

  private Answer ask(int seconds) throws Exception {
    return source.ask(look(NOW.plusSeconds(seconds)));
  }

  @Test
  void refusalsAreTheRiseOfTheOverflowCounterThoughNoGaugeSaysOpen() throws Exception {
    clusters(cluster(ISTIO, ISTIO + ";", host(""), host("")));
    String prefix = "cluster." + ISTIO + ";.";
    stats(
        prefix + "upstream_rq_pending_overflow", 7, prefix + "circuit_breakers.default.rq_open", 0);
    CircuitBreaker first = breaker(ask(0), "orders");
    assertThat(first.rejected()).as("the first look knows no rise").isEmpty();
    assertThat(first.limits())
        .isEqualTo(
            Map.of(
                "max_connections", 1024.0,
                "max_pending_requests", 1024.0,
                "max_requests", 128.0,
                "max_retries", 3.0));
    stats(
        prefix + "upstream_rq_pending_overflow", 4_109,
        prefix + "circuit_breakers.default.rq_open", 0,
        prefix + "upstream_rq_active", 121,
        prefix + "upstream_cx_active", 12);
    CircuitBreaker second = breaker(ask(30), "orders");
    assertThat(second.name()).contains(ISTIO);
    assertThat(second.state()).isEqualTo(State.CLOSED);
    assertThat(second.rejected()).hasValue(4_102);
    assertThat(second.inUse()).isEqualTo(Map.of("max_connections", 12.0, "max_requests", 121.0));
    assertThat(second.totalHosts()).hasValue(2);
    assertThat(second.instance()).isEmpty();
  }

  @Test
  void aLimitThatIsReachedRightNowIsUsedUp() throws Exception {
    clusters(cluster("orders", "orders", host("")));
    stats(
        "cluster.orders.circuit_breakers.default.rq_open", 1,
        "cluster.orders.circuit_breakers.default.remaining_cx", 1_000,
        "cluster.orders.circuit_breakers.high.rq_open", 1,
        "cluster.orders.upstream_rq_active", 127);
    CircuitBreaker orders = breaker(ask(0), "orders");
    assertThat(orders.inUse()).isEqualTo(Map.of("max_connections", 24.0, "max_requests", 128.0));
    assertThat(orders.isLimitUsedAtLeast(0.95)).isTrue();
    assertThat(orders.isNotClosed()).as("it lets the next request through").isFalse();
  }

  @Test
  void aRestartBeginsTheCounterAnew() throws Exception {
    clusters(cluster("orders", "orders", host("")));
    stats("cluster.orders.upstream_rq_pending_overflow", 500);
    ask(0);
    stats("cluster.orders.upstream_rq_pending_overflow", 520);
    ask(30);
    stats("cluster.orders.upstream_rq_pending_overflow", 3);
    assertThat(breaker(ask(60), "orders").rejected()).hasValue(23);
  }

  @Test
  void hostsThatOutlierDetectionTookOutAreEjected() throws Exception {
    clusters(
        cluster(
            "orders",
            "orders",
            host("failed_outlier_check"),
            host("failed_outlier_check"),
            host("")),
        cluster("c-17", "c-17", host("failed_active_health_check"), host("")));
    stats();
    Answer answer = ask(0);
    assertThat(breakers(answer))
        .filteredOn(it -> it.upstream().equals("orders") && it.ejectedHosts().isPresent())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.state()).isEqualTo(State.UNKNOWN);
              assertThat(it.ejectedHosts()).hasValue(2);
              assertThat(it.totalHosts()).hasValue(3);
            });
    assertThat(breaker(answer, "cart").ejectedHosts())
        .as("a check that fails is no ejection")
        .isEmpty();
    assertThat(Asking.of(answer, Signal.class))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).isEqualTo("envoy_hosts_failing_health_check");
              assertThat(it.subject()).contains("cart");
              assertThat(it.value()).hasValue(1);
            });
  }

  @Test
  void oldReleasesAnswerText() throws Exception {
    server.answer(
        "/clusters",
        """
        orders::default_priority::max_connections::1024
        orders::default_priority::max_pending_requests::1024
        orders::default_priority::max_requests::64
        orders::default_priority::max_retries::3
        orders::high_priority::max_requests::7
        orders::added_via_api::false
        orders::10.0.0.1:8080::cx_active::3
        orders::10.0.0.1:8080::health_flags::healthy
        orders::10.0.0.2:8080::health_flags::/failed_active_hc/failed_outlier_check
        orders::[2001:db8::7]:8080::health_flags::/failed_outlier_check
        orders::[2001:db8::7]:8080::success_rate::-1
        """);
    server.answer(
        "/stats",
        """
        cluster.orders.upstream_rq_pending_overflow: 12
        cluster.orders.upstream_rq_active: 64
        cluster.orders.upstream_cx_length_ms: P0(nan,1) P25(nan,1)
        listener.0.0.0.0_80.downstream_cx_total: 9
        """);
    ask(0);
    server.answer("/stats", "cluster.orders.upstream_rq_pending_overflow: 20\n");
    Answer answer = ask(30);
    List<CircuitBreaker> orders = breakers(answer);
    assertThat(orders).hasSize(2).allMatch(it -> it.upstream().equals("orders"));
    assertThat(orders.getFirst().rejected()).hasValue(8);
    assertThat(orders.getFirst().limits()).containsEntry("max_requests", 64.0);
    assertThat(orders.getLast().ejectedHosts()).hasValue(2);
    assertThat(orders.getLast().totalHosts()).hasValue(3);
  }

  @Test
  void releasesWithoutLimitsInJsonTellThemInText() throws Exception {
    server
        .answer("/clusters?format=json", "{\"cluster_statuses\": [{\"name\": \"orders\"}]}")
        .answer("/clusters", "orders::default_priority::max_requests::64\n");
    stats();
    assertThat(breaker(ask(0), "orders").limits()).isEqualTo(Map.of("max_requests", 64.0));
  }

  @Test
  void whatIsNoUpstreamHasNoBreaker() throws Exception {
    clusters(
        cluster("BlackHoleCluster", "BlackHoleCluster"),
        cluster("inbound|8080||", "inbound|8080||;", host("")),
        cluster("xds-grpc", "xds-grpc", host("")));
    stats();
    assertThat(ask(0).facts()).isEmpty();
  }

  @Test
  void limitsThatAreNoneAreLeftOut() throws Exception {
    clusters(
        "{\"name\": \"orders\", \"circuit_breakers\": {\"thresholds\": [{\"max_connections\":"
            + " 4294967295, \"max_requests\": \"x\"}]}}");
    stats("cluster.orders.upstream_cx_active", 5);
    CircuitBreaker orders = breaker(ask(0), "orders");
    assertThat(orders.limits()).isEmpty();
    assertThat(orders.inUse()).isEmpty();
  }

  @Test
  void withoutStatisticsRefusalsAreUnknownAndSaidToBe() throws Exception {
    clusters(cluster("orders", "orders", host("")));
    server.answer("/stats", 403, "rbac_access_denied");
    Answer answer = ask(0);
    assertThat(breaker(answer, "orders").rejected()).isEmpty();
    assertThat(blind(answer))
        .singleElement()
        .satisfies(it -> assertThat(it.reason().orElseThrow()).contains("/stats").contains("403"));
  }

  @Test
  void statisticsThatHangHideNoCluster() throws Exception {
    clusters(cluster("orders", "orders", host("failed_outlier_check")));
    server.hang("/stats");
    var config =
        new BreakerConfig.Envoy(
            Asking.access(server.url()), Optional.empty(), Map.of(), Duration.ofMillis(900));
    try (var hurried = Asking.source(config)) {
      Answer answer = hurried.ask(look(NOW));
      assertThat(breakers(answer)).hasSize(2);
      assertThat(blind(answer).getFirst().reason().orElseThrow()).contains("in time");
    }
  }

  @Test
  void asksOnlyForWhatItNeeds() throws Exception {
    clusters(cluster("orders", "orders", host("")));
    stats();
    ask(0);
    assertThat(server.requests())
        .map(it -> URLDecoder.decode(it, StandardCharsets.UTF_8))
        .anyMatch(it -> it.startsWith("GET /stats?format=json&filter=^cluster"))
        .allMatch(it -> it.startsWith("GET "));
  }

  @Test
  void ofVeryManyClustersThoseAreKeptThatHaveSomethingToTell() throws Exception {
    String[] many = new String[1_500];
    for (int i = 0; i < many.length; i++) {
      many[i] = cluster("svc-" + i, "svc-" + i, host(i == 1_499 ? "failed_outlier_check" : ""));
    }
    clusters(many);
    stats();
    Answer answer = ask(0);
    assertThat(answer.facts().size()).isLessThanOrEqualTo(1_001);
    assertThat(breakers(answer)).anyMatch(it -> it.upstream().equals("svc-1499"));
    assertThat(blind(answer).getFirst().reason().orElseThrow()).contains("more");
  }
}
