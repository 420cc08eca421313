package io.fivewhys.collect.prometheus;

import static io.fivewhys.collect.prometheus.FakePrometheus.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.fivewhys.collect.Answer;
import io.fivewhys.collect.Look;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.prometheus.preset.Preset;
import io.fivewhys.collect.prometheus.resource.ResourceConfig;
import io.fivewhys.collect.web.WebAccess;
import io.fivewhys.fact.Blind;
import io.fivewhys.fact.Calls;
import io.fivewhys.fact.CircuitBreaker;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.RouteTraffic;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What series mean that are not as simple as they look; the numbers are compared elsewhere. */
@Timeout(60)
class PresetReadingTest {
  private FakePrometheus prometheus;

  @BeforeEach
  void serve() throws Exception {
    prometheus = new FakePrometheus();
  }

  @AfterEach
  void stop() {
    prometheus.close();
  }

  private Answer ask(Map<String, String> upstreams, Preset... presets) throws Exception {
    var plain = PrometheusConfig.at(WebAccess.at(prometheus.url()));
    var config =
        new PrometheusConfig(
            plain.access(),
            Optional.empty(),
            List.of(presets),
            Optional.empty(),
            Optional.empty(),
            upstreams,
            ResourceConfig.none(),
            List.of(),
            false,
            Map.of(),
            plain.onsetLookback(),
            plain.concurrency(),
            30,
            plain.maxSeries(),
            Duration.ofSeconds(30));
    try (var source =
        new PrometheusSource(
            config, new SourceContext(Clock.systemUTC(), Map.of(), Path.of("."), Path.of(".")))) {
      return source.ask(
          new Look("edge", "shop", Instant.parse("2026-01-05T12:00:00Z"), Duration.ofMinutes(5)));
    }
  }

  private static <F extends Fact> List<F> all(Answer answer, Class<F> kind) {
    return answer.facts().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void whatHaproxyAnsweredItselfIsToldFromWhatServersAnswered() throws Exception {
    prometheus
        .says(
            "haproxy_backend_http_responses_total",
            vector(
                "{\"proxy\":\"orders\",\"code\":\"2xx\"} 500",
                "{\"proxy\":\"orders\",\"code\":\"5xx\"} 100",
                "{\"proxy\":\"orders\",\"code\":\"other\"} 3"))
        .says(
            "haproxy_backend_connection_errors_total",
            vector(
                "{\"proxy\":\"orders\",\"of\":\"answered\"} 20",
                "{\"proxy\":\"orders\",\"of\":\"connections\"} 30",
                "{\"proxy\":\"orders\",\"of\":\"responses\"} 40",
                "{\"proxy\":\"orders\",\"of\":\"up\"} 1"));
    RouteTraffic orders = all(ask(Map.of(), Preset.HAPROXY), RouteTraffic.class).getFirst();
    assertThat(orders.responses()).isEqualTo(Map.of(200, 500L, 500, 20L, 502, 40L, 503, 40L));
    assertThat(orders.flags()).isEqualTo(Map.of("UF", 30L));
  }

  @Test
  void whereServersOfHaproxyAreNotCountedNobodyKnowsWhoAnswered() throws Exception {
    prometheus
        .says(
            "haproxy_backend_http_responses_total",
            vector("{\"proxy\":\"orders\",\"code\":\"5xx\"} 100"))
        .says(
            "haproxy_backend_connection_errors_total",
            vector("{\"proxy\":\"orders\",\"of\":\"connections\"} 30"));
    RouteTraffic orders = all(ask(Map.of(), Preset.HAPROXY), RouteTraffic.class).getFirst();
    assertThat(orders.responses()).isEqualTo(Map.of(500, 100L));
    assertThat(orders.flags()).isEmpty();
  }

  @Test
  void whyHaproxyAnsweredItselfIsUnknownWhenThatQueryFails() throws Exception {
    prometheus
        .says(
            "haproxy_backend_http_responses_total",
            vector("{\"proxy\":\"orders\",\"code\":\"5xx\"} 100"))
        .says("haproxy_backend_connection_errors_total", 503, "no");
    Answer answer = ask(Map.of(), Preset.HAPROXY);
    assertThat(all(answer, RouteTraffic.class).getFirst().responses()).isEqualTo(Map.of(500, 100L));
    assertThat(all(answer, Blind.class))
        .extracting(it -> it.subject().orElseThrow())
        .containsExactly("haproxy errors of its own");
  }

  @Test
  void openshiftsRouterNamesRoutesAndNamespaces() throws Exception {
    prometheus.says(
        "haproxy_server_http_responses_total",
        vector(
            "{\"route\":\"orders\",\"exported_namespace\":\"shop\",\"namespace\":\"openshift-ingress\",\"code\":\"2xx\"}"
                + " 5"));
    RouteTraffic orders = all(ask(Map.of(), Preset.HAPROXY), RouteTraffic.class).getFirst();
    assertThat(orders.route()).isEqualTo("orders");
    assertThat(orders.namespace()).contains("shop");
  }

  private static String istio(String source, String service, String workload, String more) {
    return "{\"source_workload\":\"%s\",\"destination_service_name\":\"%s\",\"destination_service_namespace\":\"shop\",\"destination_workload\":\"%s\",%s}"
        .formatted(source, service, workload, more);
  }

  @Test
  void aCallThatReachedNobodyIsCountedForTheOnlyWorkloadOfItsService() throws Exception {
    prometheus.says(
        "istio_requests_total",
        vector(
            istio(
                    "edge",
                    "orders",
                    "orders-v2",
                    "\"response_code\":\"200\",\"response_flags\":\"-\"")
                + " 900",
            istio(
                    "edge",
                    "orders",
                    "unknown",
                    "\"response_code\":\"503\",\"response_flags\":\"UH\"")
                + " 100",
            istio(
                    "orders-v2",
                    "ledger",
                    "ledger",
                    "\"response_code\":\"200\",\"grpc_response_status\":\"14\"")
                + " 7",
            istio(
                    "orders-v2",
                    "ledger",
                    "ledger",
                    "\"response_code\":\"200\",\"grpc_response_status\":\"5\"")
                + " 3"));
    Answer answer = ask(Map.of(), Preset.ISTIO);
    RouteTraffic orders = all(answer, RouteTraffic.class).getFirst();
    assertThat(orders.upstream()).contains("orders-v2");
    assertThat(orders.responses()).isEqualTo(Map.of(200, 900L, 503, 100L));
    assertThat(orders.flags()).isEqualTo(Map.of("UH", 100L));
    Calls calls = all(answer, Calls.class).getFirst();
    // A record that is not found is no error of a server.
    assertThat(calls.requests()).hasValue(10);
    assertThat(calls.errors()).hasValue(7);
    assertThat(answer.isWhole()).isTrue();
  }

  @Test
  void theConfiguredNameOfAServiceWins() throws Exception {
    prometheus.says(
        "istio_requests_total",
        vector(
            istio(
                    "edge",
                    "orders",
                    "orders-v2",
                    "\"response_code\":\"200\",\"response_flags\":\"-\"")
                + " 9"));
    Answer answer = ask(Map.of("orders", "order-service"), Preset.ISTIO);
    assertThat(all(answer, RouteTraffic.class).getFirst().upstream()).contains("order-service");
  }

  @Test
  void flagsOfEnvoyAreNotMoreThanItsErrors() throws Exception {
    prometheus
        .says(
            "envoy_cluster_upstream_rq unless",
            vector(
                "{\"envoy_cluster_name\":\"orders\",\"envoy_response_code\":\"200\"} 900",
                "{\"envoy_cluster_name\":\"orders\",\"envoy_response_code\":\"503\"} 10"))
        .says(
            "envoy_cluster_upstream_rq_timeout",
            vector(
                "{\"envoy_cluster_name\":\"orders\",\"flag\":\"UF\"} 400",
                "{\"envoy_cluster_name\":\"orders\",\"flag\":\"UO\"} 0",
                "{\"envoy_cluster_name\":\"other\",\"flag\":\"UF\"} 4"));
    RouteTraffic orders = all(ask(Map.of(), Preset.ENVOY), RouteTraffic.class).getFirst();
    assertThat(orders.flags()).isEqualTo(Map.of("UF", 10L));
  }

  @Test
  void proxiesOfAClusterAreToldOneByOneWhereOneRefuses() throws Exception {
    prometheus
        .says(
            "envoy_cluster_upstream_rq_pending_overflow unless",
            vector(
                "{\"envoy_cluster_name\":\"orders\",\"pod\":\"gw-1\"} 40",
                "{\"envoy_cluster_name\":\"orders\",\"pod\":\"gw-2\"} 0",
                "{\"envoy_cluster_name\":\"quiet\",\"pod\":\"gw-1\"} 0",
                "{\"envoy_cluster_name\":\"quiet\",\"pod\":\"gw-2\"} 0"))
        .says("envoy_cluster_membership_total", FakePrometheus.EMPTY);
    List<CircuitBreaker> breakers =
        all(ask(Map.of(), Preset.ENVOY, Preset.ISTIO), CircuitBreaker.class);
    assertThat(breakers)
        .extracting(it -> it.upstream() + it.instance() + it.rejected())
        .containsExactlyInAnyOrder(
            "ordersOptional[gw-1]OptionalLong[40]",
            "ordersOptional[gw-2]OptionalLong[0]",
            "quietOptional.emptyOptionalLong[0]");
  }

  @Test
  void aClusterOfWhichNothingWasSeenButItsHostsIsNotCalledClosed() throws Exception {
    prometheus.says(
        "envoy_cluster_membership_total",
        vector(
            "{\"of\":\"hosts\",\"envoy_cluster_name\":\"unseen\",\"pod\":\"gw-1\"} 3",
            "{\"of\":\"hosts\",\"envoy_cluster_name\":\"partly\",\"pod\":\"gw-1\"} 3",
            "{\"of\":\"cx_open\",\"envoy_cluster_name\":\"partly\",\"pod\":\"gw-2\"} 0",
            "{\"of\":\"cx_open\",\"envoy_cluster_name\":\"seen\",\"pod\":\"gw-1\"} 0",
            "{\"of\":\"cx_open\",\"envoy_cluster_name\":\"full\",\"pod\":\"gw-1\"} 1",
            "{\"of\":\"envoy_cluster_upstream_cx_active\",\"envoy_cluster_name\":\"full\",\"pod\":\"gw-1\"}"
                + " 9"));
    List<CircuitBreaker> breakers =
        all(ask(Map.of(), Preset.ENVOY, Preset.ISTIO), CircuitBreaker.class);
    assertThat(breakers)
        .extracting(it -> it.upstream() + " " + it.state() + " " + it.isLimitUsedAtLeast(1))
        .containsExactlyInAnyOrder(
            "unseen unknown false",
            "partly unknown false",
            "seen closed false",
            "full closed true");
    assertThat(breakers).allMatch(it -> it.rejected().isEmpty());
  }

  @Test
  void ofVeryManyClustersThoseThatRefuseAreTold() throws Exception {
    prometheus.says(
        "envoy_cluster_upstream_rq_pending_overflow unless",
        vector(
            IntStream.range(0, 100)
                .mapToObj(
                    i ->
                        "{\"envoy_cluster_name\":\"c%d\",\"pod\":\"gw\"} %d"
                            .formatted(i, i == 99 ? 5 : 0))
                .toArray(String[]::new)));
    Answer answer = ask(Map.of(), Preset.ENVOY, Preset.ISTIO);
    List<CircuitBreaker> breakers = all(answer, CircuitBreaker.class);
    assertThat(breakers).hasSize(30);
    assertThat(breakers).anyMatch(it -> it.upstream().equals("c99"));
    assertThat(all(answer, Blind.class))
        .extracting(it -> it.subject().orElseThrow())
        .contains("envoy circuit breakers");
  }

  @Test
  void zonesOfNginxHaveTheUpstreamOfTheirNameIfThereIsOne() throws Exception {
    prometheus
        .says(
            "nginxplus_server_zone_responses unless",
            vector(
                "{\"server_zone\":\"orders\",\"code\":\"5xx\"} 5",
                "{\"server_zone\":\"www\",\"code\":\"2xx\"} 5"))
        .says(
            "nginxplus_upstream_server_state",
            vector("{\"upstream\":\"orders\",\"server\":\"a:80\",\"of\":\"state\"} 3"));
    Answer answer = ask(Map.of(), Preset.NGINX_PLUS);
    assertThat(all(answer, RouteTraffic.class))
        .extracting(it -> it.route() + it.upstream())
        .containsExactly("ordersOptional[orders]", "wwwOptional.empty");
    assertThat(all(answer, CircuitBreaker.class).getFirst().ejectedHosts()).hasValue(1);
  }

  @Test
  void servicesThatNoRouterCountsAreTakenFromTheServices() throws Exception {
    prometheus
        .says(
            "traefik_router_requests_total",
            vector("{\"router\":\"r@file\",\"service\":\"orders@file\",\"code\":\"200\"} 5"))
        .says(
            "traefik_service_requests_total",
            vector(
                "{\"service\":\"orders@file\",\"code\":\"200\"} 5",
                "{\"service\":\"carts@file\",\"code\":\"200\"} 7"));
    assertThat(all(ask(Map.of(), Preset.TRAEFIK), RouteTraffic.class))
        .extracting(it -> it.route() + it.upstream() + it.responses())
        .containsExactly("carts@fileOptional[carts]{200=7}", "r@fileOptional[orders]{200=5}");
  }
}
