package io.fivewhys.collect.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each preset against the real Prometheus and metrics as the gateways emit them, with known
 * numbers.
 */
@Tag("prometheus")
@Timeout(120)
class PresetsTest {
  private static final Duration INCIDENT_AGO = Duration.ofMinutes(12);

  @TempDir static Path directory;

  private static Instant incident;
  private static RealPrometheus prometheus;

  @BeforeAll
  static void scrape() throws Exception {
    Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    incident = end.minus(INCIDENT_AGO);
    List<RealPrometheus.Job> jobs = new ArrayList<>();
    for (String name :
        List.of(
            "envoy",
            "istio",
            "kong",
            "kong-2",
            "traefik",
            "haproxy",
            "spring-cloud-gateway",
            "apisix",
            "nginx-plus")) {
      jobs.add(new RealPrometheus.Job(name, new Exposition(name, end, incident), Map.of()));
    }
    // As the Prometheus operator labels its targets.
    jobs.add(
        new RealPrometheus.Job(
            "ingress-nginx",
            new Exposition("ingress-nginx", end, incident),
            Map.of(
                "namespace", "ingress-nginx",
                "service", "ingress-nginx-controller-metrics",
                "pod", "ingress-nginx-controller-7d4db76476-8kxzq")));
    prometheus = RealPrometheus.scraping(directory, jobs, "");
  }

  @AfterAll
  static void stop() throws Exception {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  private static PrometheusConfig config(
      Preset preset, String selector, Map<String, String> upstreams) {
    var plain = PrometheusConfig.at(WebAccess.at(prometheus.url()).within(Duration.ofSeconds(20)));
    return new PrometheusConfig(
        plain.access(),
        Optional.empty(),
        List.of(preset),
        Optional.of(selector).filter(it -> !it.isEmpty()),
        Optional.empty(),
        upstreams,
        ResourceConfig.none(),
        List.of(),
        false,
        Map.of(),
        plain.onsetLookback(),
        4,
        plain.maxRoutes(),
        plain.maxSeries(),
        Duration.ofSeconds(60));
  }

  private static Answer ask(PrometheusConfig config) throws Exception {
    try (var source =
        new PrometheusSource(
            config, new SourceContext(Clock.systemUTC(), Map.of(), directory, directory))) {
      return source.ask(new Look("edge", "shop", Instant.now(), Duration.ofMinutes(5)));
    }
  }

  /** What this preset tells, all of it. */
  private static Answer whole(Preset preset, String job, Map<String, String> upstreams)
      throws Exception {
    Answer answer = ask(config(preset, "job=\"" + job + "\"", upstreams));
    assertThat(answer.facts()).noneMatch(Blind.class::isInstance);
    return answer;
  }

  private static RouteTraffic route(Answer answer, String name) {
    return only(answer, RouteTraffic.class, it -> it.route().equals(name));
  }

  private static <F extends Fact> F only(
      Answer answer, Class<F> kind, java.util.function.Predicate<F> which) {
    List<F> found =
        answer.facts().stream().filter(kind::isInstance).map(kind::cast).filter(which).toList();
    assertThat(found).as("%s in %s", kind.getSimpleName(), answer.facts()).hasSize(1);
    return found.getFirst();
  }

  /** Counts a minute over the window of five, give or take what a scrape more or less makes. */
  private static void counts(RouteTraffic route, Map<Integer, Integer> perMinute) {
    assertThat(route.responses().keySet()).isEqualTo(new java.util.TreeSet<>(perMinute.keySet()));
    perMinute.forEach(
        (code, count) ->
            assertThat((double) route.responses().get(code))
                .as("%d of %s", code, route)
                .isCloseTo(5.0 * count, within(Math.max(2, 0.02 * 5 * count))));
  }

  private static void isAbout(OptionalDouble found, double wanted) {
    assertThat(found).isPresent();
    assertThat(found.getAsDouble()).isCloseTo(wanted, within(Math.max(0.0005, 0.02 * wanted)));
  }

  private static void isAbout(OptionalLong found, double wanted) {
    assertThat(found).isPresent();
    assertThat((double) found.getAsLong()).isCloseTo(wanted, within(Math.max(2, 0.02 * wanted)));
  }

  private static void beganWithTheIncident(RouteTraffic route) {
    assertThat(route.errorsSince()).isPresent();
    assertThat(route.errorsSince().get())
        .isBetween(incident.minusSeconds(60), incident.plusSeconds(60));
  }

  @Test
  void ingressNginx() throws Exception {
    Answer answer = whole(Preset.INGRESS_NGINX, "ingress-nginx", Map.of());
    RouteTraffic orders = route(answer, "/orders");
    assertThat(orders.upstream()).contains("orders");
    assertThat(orders.namespace()).contains("shop");
    counts(orders, Map.of(200, 420, 201, 60, 502, 6, 504, 120));
    assertThat(orders.flags()).isEmpty();
    isAbout(orders.baselineErrorRatio(), 6 / 660.0);
    isAbout(orders.baselineRequests(), 5 * 660);
    isAbout(orders.p50Millis(), 100);
    isAbout(orders.p95Millis(), 200 + 9_800 * (570 - 450) / 150.0);
    isAbout(orders.p99Millis(), 200 + 9_800 * (594 - 450) / 150.0);
    isAbout(orders.baselineP99Millis(), 100 + 100 * (653.4 - 600) / 60);
    beganWithTheIncident(orders);
    RouteTraffic storefront = route(answer, "shop");
    assertThat(storefront.upstream()).contains("storefront");
    counts(storefront, Map.of(200, 1200));
    isAbout(storefront.baselineErrorRatio(), 0);
    assertThat(storefront.errorsSince()).isEmpty();
    assertThat(storefront.p99Millis()).isEmpty();
    RouteTraffic unmatched = route(answer, "requests for no Ingress");
    counts(unmatched, Map.of(404, 12));
    assertThat(unmatched.upstream()).isEmpty();
    assertThat(answer.facts()).hasSize(3);
  }

  @Test
  void envoy() throws Exception {
    Answer answer = whole(Preset.ENVOY, "envoy", Map.of("httproute/shop/(.+)/rule/\\d+", "$1-app"));
    RouteTraffic orders = route(answer, "orders");
    assertThat(orders.upstream()).contains("orders");
    counts(orders, Map.of(200, 360, 503, 240));
    assertThat(orders.flags().keySet()).containsExactlyInAnyOrder("UO", "UT");
    assertThat(orders.flag("UO")).isCloseTo(900, within(20L));
    assertThat(orders.flag("UT")).isCloseTo(300, within(10L));
    isAbout(orders.p50Millis(), 10 + 15 * (300 - 180) / 180.0);
    isAbout(orders.baselineP99Millis(), 10 + 15 * (594 - 300) / 300.0);
    isAbout(orders.baselineRequests(), 3000);
    beganWithTheIncident(orders);
    RouteTraffic payments = route(answer, "shop_payments_8080");
    assertThat(payments.upstream()).contains("payments");
    assertThat(payments.namespace()).contains("shop");
    // Known by class only.
    RouteTraffic legacy = route(answer, "httproute/shop/legacy/rule/0");
    assertThat(legacy.upstream()).contains("legacy-app");
    counts(legacy, Map.of(200, 30, 500, 6));
    RouteTraffic lost = route(answer, "listener ingress_http");
    counts(lost, Map.of(503, 12));
    assertThat(lost.errorsOnly()).contains(true);
    assertThat(lost.flag("NC")).isCloseTo(60, within(3L));
    CircuitBreaker breaker =
        only(answer, CircuitBreaker.class, it -> it.upstream().equals("orders"));
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    isAbout(breaker.rejected(), 900);
    assertThat(breaker.instance()).contains("envoy:9090");
    assertThat(breaker.limits())
        .isEqualTo(Map.of("max_pending_requests", 32.0, "max_requests", 1024.0));
    assertThat(breaker.inUse())
        .isEqualTo(Map.of("max_pending_requests", 32.0, "max_requests", 64.0));
    assertThat(breaker.ejectedHosts()).hasValue(1);
    assertThat(breaker.totalHosts()).hasValue(4);
    CircuitBreaker quiet =
        only(answer, CircuitBreaker.class, it -> it.upstream().equals("payments"));
    assertThat(quiet.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    assertThat(quiet.rejected()).hasValue(0);
    assertThat(quiet.limits()).isEmpty();
    assertThat(quiet.instance()).isEmpty();
    assertThat(answer.facts()).hasSize(6);
  }

  @Test
  void istio() throws Exception {
    Answer answer = whole(Preset.ISTIO, "istio", Map.of());
    RouteTraffic orders = route(answer, "orders");
    assertThat(orders.upstream()).contains("orders-v2");
    assertThat(orders.namespace()).contains("shop");
    counts(orders, Map.of(200, 300, 503, 240, 499, 6));
    assertThat(orders.flags().keySet()).containsExactlyInAnyOrder("UH", "UF", "URX", "DC");
    assertThat(orders.flag("UH")).isCloseTo(900, within(20L));
    assertThat(orders.flag("UF")).isCloseTo(300, within(10L));
    isAbout(orders.p99Millis(), 100 + 900 * (594 - 300) / 300.0);
    isAbout(orders.baselineP99Millis(), 99);
    beganWithTheIncident(orders);
    // Two workloads behind one service: which of them answers is not told.
    assertThat(route(answer, "reviews").upstream()).contains("reviews");
    RouteTraffic unrouted = route(answer, "requests for no service");
    counts(unrouted, Map.of(404, 3));
    assertThat(unrouted.flag("NR")).isCloseTo(15, within(2L));
    Calls calls = only(answer, Calls.class, _ -> true);
    assertThat(calls.caller()).isEqualTo("orders-v2");
    assertThat(calls.callee()).isEqualTo("ledger");
    isAbout(calls.requests(), 1500);
    isAbout(calls.errors(), 300);
    isAbout(calls.baselineRequests(), 1500);
    isAbout(calls.p99Millis(), 49.5);
    assertThat(answer.facts()).hasSize(4);
  }

  @Test
  void istioWithoutTheGatewaysWorkloadSaysSo() throws Exception {
    var config = config(Preset.ISTIO, "job=\"istio\",source_workload=\"orders-v2\"", Map.of());
    Answer answer = ask(config);
    assertThat(only(answer, Blind.class, _ -> true))
        .returns(Optional.of("istio routes"), Blind::subject)
        .returns(
            Optional.of("no calls of source_workload=\"edge\"; set gateway-workload"),
            Blind::reason);
  }

  @Test
  void kong() throws Exception {
    Answer answer = whole(Preset.KONG, "kong", Map.of());
    RouteTraffic orders = route(answer, "orders-api");
    assertThat(orders.upstream()).contains("orders");
    counts(orders, Map.of(200, 450, 500, 6, 504, 150, 429, 12));
    assertThat(orders.flags().keySet()).containsExactly("UT");
    assertThat(orders.flag("UT")).isCloseTo(600, within(15L));
    isAbout(orders.p50Millis(), 25);
    isAbout(orders.baselineErrorRatio(), 6 / 618.0);
    beganWithTheIncident(orders);
    RouteTraffic catalog = route(answer, "shop.web.catalog..80");
    assertThat(catalog.upstream()).contains("catalog");
    assertThat(catalog.namespace()).contains("shop");
    CircuitBreaker health = only(answer, CircuitBreaker.class, _ -> true);
    assertThat(health.upstream()).isEqualTo("orders");
    assertThat(health.state()).isEqualTo(CircuitBreaker.State.UNKNOWN);
    assertThat(health.ejectedHosts()).hasValue(1);
    assertThat(health.totalHosts()).hasValue(2);
  }

  @Test
  void kongBeforeItsThirdVersion() throws Exception {
    Answer answer = whole(Preset.KONG, "kong-2", Map.of("carts", "cart-service"));
    RouteTraffic carts = route(answer, "carts-api");
    assertThat(carts.upstream()).contains("cart-service");
    counts(carts, Map.of(200, 60, 502, 60));
    isAbout(carts.p50Millis(), 15);
    assertThat(carts.flags()).isEmpty();
    beganWithTheIncident(carts);
    assertThat(answer.facts()).hasSize(1);
  }

  @Test
  void traefik() throws Exception {
    Answer answer = whole(Preset.TRAEFIK, "traefik", Map.of());
    RouteTraffic orders = route(answer, "websecure-shop-orders@kubernetes");
    assertThat(orders.upstream()).contains("orders");
    assertThat(orders.namespace()).contains("shop");
    counts(orders, Map.of(200, 240, 503, 60));
    isAbout(orders.p95Millis(), 100 + 200 * (285 - 150) / 150.0);
    beganWithTheIncident(orders);
    RouteTraffic catalog = route(answer, "catalog@file");
    assertThat(catalog.upstream()).contains("catalog");
    counts(catalog, Map.of(200, 60, 502, 6));
    isAbout(catalog.p50Millis(), 200);
    isAbout(catalog.baselineErrorRatio(), 6 / 66.0);
    assertThat(catalog.errorsSince()).isEmpty();
    CircuitBreaker health = only(answer, CircuitBreaker.class, _ -> true);
    assertThat(health.upstream()).isEqualTo("orders");
    assertThat(health.ejectedHosts()).hasValue(1);
    assertThat(health.totalHosts()).hasValue(2);
    assertThat(answer.facts()).hasSize(3);
  }

  @Test
  void haproxy() throws Exception {
    Answer answer = whole(Preset.HAPROXY, "haproxy", Map.of());
    RouteTraffic orders = route(answer, "orders");
    assertThat(orders.upstream()).contains("orders");
    counts(orders, Map.of(200, 300, 400, 12, 500, 96, 502, 30, 503, 120));
    assertThat(orders.flags().keySet()).containsExactly("UF");
    assertThat(orders.flag("UF")).isCloseTo(600, within(15L));
    isAbout(orders.baselineErrorRatio(), 6 / 618.0);
    assertThat(orders.p99Millis()).isEmpty();
    beganWithTheIncident(orders);
    RouteTraffic catalog = route(answer, "shop_svc_catalog_http");
    assertThat(catalog.upstream()).contains("catalog");
    counts(catalog, Map.of(503, 60));
    assertThat(catalog.flag("UH")).isCloseTo(300, within(10L));
    CircuitBreaker servers =
        only(answer, CircuitBreaker.class, it -> it.upstream().equals("orders"));
    assertThat(servers.ejectedHosts()).hasValue(1);
    assertThat(servers.totalHosts()).hasValue(2);
    assertThat(servers.limits()).isEqualTo(Map.of("max_connections", 100.0));
    assertThat(servers.inUse()).isEqualTo(Map.of("max_connections", 50.0));
    assertThat(answer.facts()).hasSize(4);
  }

  @Test
  void springCloudGateway() throws Exception {
    Answer answer =
        whole(
            Preset.SPRING_CLOUD_GATEWAY, "spring-cloud-gateway", Map.of("ordersBreaker", "orders"));
    RouteTraffic orders = route(answer, "orders");
    assertThat(orders.upstream()).contains("orders");
    counts(orders, Map.of(200, 300, 503, 90));
    isAbout(orders.p99Millis(), 50 + 50 * (297 - 150) / 150.0);
    beganWithTheIncident(orders);
    RouteTraffic catalog = route(answer, "catalog");
    assertThat(catalog.upstream()).contains("catalog");
    assertThat(catalog.namespace()).contains("shop");
    CircuitBreaker breaker =
        only(answer, CircuitBreaker.class, it -> it.upstream().equals("orders"));
    assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(breaker.name()).contains("ordersBreaker");
    isAbout(breaker.rejected(), 420);
    isAbout(breaker.failureRatio(), 0.625);
    CircuitBreaker closed =
        only(answer, CircuitBreaker.class, it -> it.upstream().equals("catalog"));
    assertThat(closed.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    assertThat(closed.rejected()).hasValue(0);
    assertThat(closed.failureRatio()).isEmpty();
    assertThat(answer.facts()).hasSize(4);
  }

  @Test
  void apisix() throws Exception {
    Answer answer = whole(Preset.APISIX, "apisix", Map.of("2", "catalog"));
    RouteTraffic orders = route(answer, "orders-route");
    assertThat(orders.upstream()).contains("orders");
    counts(orders, Map.of(200, 480, 502, 120));
    isAbout(orders.p99Millis(), 50 + 50 * (594 - 300) / 300.0);
    beganWithTheIncident(orders);
    RouteTraffic second = route(answer, "2");
    assertThat(second.upstream()).contains("catalog");
    RouteTraffic unmatched = route(answer, "requests for no route");
    counts(unmatched, Map.of(404, 6));
    CircuitBreaker health = only(answer, CircuitBreaker.class, _ -> true);
    assertThat(health.upstream()).isEqualTo("orders");
    assertThat(health.ejectedHosts()).hasValue(1);
    assertThat(health.totalHosts()).hasValue(2);
  }

  @Test
  void nginxPlus() throws Exception {
    Answer answer = whole(Preset.NGINX_PLUS, "nginx-plus", Map.of("shop.example", "storefront"));
    RouteTraffic orders = route(answer, "orders");
    assertThat(orders.upstream()).contains("orders");
    counts(orders, Map.of(200, 480, 502, 90, 504, 30));
    isAbout(orders.baselineErrorRatio(), 0);
    beganWithTheIncident(orders);
    // An older exporter's classes.
    RouteTraffic zone = route(answer, "shop.example");
    assertThat(zone.upstream()).contains("storefront");
    counts(zone, Map.of(200, 1200, 500, 12));
    CircuitBreaker servers = only(answer, CircuitBreaker.class, _ -> true);
    assertThat(servers.upstream()).isEqualTo("orders");
    assertThat(servers.ejectedHosts()).hasValue(1);
    assertThat(servers.totalHosts()).hasValue(2);
    assertThat(servers.limits()).isEqualTo(Map.of("max_connections", 40.0));
    assertThat(servers.inUse()).isEqualTo(Map.of("max_connections", 20.0));
    assertThat(answer.facts()).hasSize(3);
  }

  @Test
  void whichGatewaysThereAreIsFoundOut() throws Exception {
    Answer answer = ask(config(Preset.AUTO, "", Map.of()));
    assertThat(answer.facts()).noneMatch(Blind.class::isInstance);
    assertThat(answer.facts())
        .filteredOn(RouteTraffic.class::isInstance)
        .map(it -> ((RouteTraffic) it).route())
        .contains(
            "/orders",
            "orders-api",
            "carts-api",
            "websecure-shop-orders@kubernetes",
            "shop_svc_catalog_http",
            "catalog",
            "orders-route",
            "shop.example")
        // Beside Istio, Envoy tells of its breakers only.
        .doesNotContain("shop_payments_8080");
    assertThat(answer.facts())
        .filteredOn(CircuitBreaker.class::isInstance)
        .anyMatch(it -> ((CircuitBreaker) it).upstream().equals("payments"));
  }

  @Test
  void aGatewayWithoutSeriesIsBlindAndNotHealthy() throws Exception {
    for (Preset preset : Preset.values()) {
      Answer answer = ask(config(preset, "job=\"nobody\"", Map.of()));
      assertThat(answer.facts()).as("facts of " + preset).hasSize(1);
      Blind blind = (Blind) answer.facts().getFirst();
      assertThat(blind.source()).isEqualTo("prometheus");
      assertThat(blind.reason().orElseThrow())
          .contains("job=\"nobody\"")
          .contains("check")
          .contains("selector");
    }
  }
}
