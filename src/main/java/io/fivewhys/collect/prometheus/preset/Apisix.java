package io.fivewhys.collect.prometheus.preset;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.traffic.Counter;
import io.fivewhys.collect.prometheus.traffic.GatewayMetrics;
import io.fivewhys.collect.prometheus.traffic.Histogram;
import io.fivewhys.collect.prometheus.traffic.Key;
import io.fivewhys.collect.prometheus.traffic.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * APISIX 2 and 3. Its routes and services are numbers unless the plugin has {@code prefer_name:
 * true}; a route without a service names no upstream, so that {@code upstreams} has to name one for
 * the route. Requests for no route are told as one without upstream. Whether it answered by itself
 * it does not say.
 *
 * @see <a href="https://apisix.apache.org/docs/apisix/plugins/prometheus/">its metrics</a>
 */
final class Apisix implements GatewayMetrics {
  private static final List<String> LABELS = List.of("route", "service", "exported_service");
  private static final String OF_ROUTE = "/apisix/routes/";

  private final Scope scope;
  private final Asking health;
  private final Map<String, String> workloadByRoute = new HashMap<>();

  Apisix(Scope scope) {
    this.scope = scope;
    this.health =
        Asking.now(
            "apisix health of nodes",
            scope.now("min", List.of("name", "ip", "port"), "apisix_upstream_status"));
  }

  @Override
  public String name() {
    return "apisix";
  }

  @Override
  public List<Counter> counters() {
    return List.of(new Counter("apisix_http_status", List.of(), "code", LABELS));
  }

  @Override
  public List<Histogram> histograms() {
    return List.of(
        new Histogram("apisix_http_latency_bucket", List.of("type=\"request\""), 1, LABELS));
  }

  @Override
  public void learn(List<Series> responses) {
    for (Series series : responses) {
      workload(series).ifPresent(it -> workloadByRoute.put(series.label("route"), it));
    }
  }

  private Optional<String> workload(Series series) {
    String service = Names.own(series, "service");
    return scope
        .upstreams()
        .named(service)
        .or(() -> scope.upstreams().named(series.label("route")))
        .or(() -> Names.given(Names.ofBackend(service).service()));
  }

  @Override
  public Optional<Key> key(Series series) {
    String route = series.label("route");
    if (route.isEmpty()) {
      return Optional.of(
          new Key.Route("requests for no route", Optional.empty(), Optional.empty()));
    }
    return Optional.of(
        new Key.Route(
            route, workload(series), Names.ofBackend(Names.own(series, "service")).namespace()));
  }

  @Override
  public List<Asking> also() {
    return List.of(health);
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    var checks = new HealthChecks();
    for (Series series : answers.of(health)) {
      checks.add(
          checked(series.label("name")),
          Optional.empty(),
          series.label("ip") + ":" + series.label("port"),
          series.value() == 0);
    }
    checks.drafts().values().forEach(draft -> findings.add("apisix health of nodes", draft));
  }

  /** The workload of {@code /apisix/routes/1} or {@code /apisix/upstreams/1}; empty if unknown. */
  private String checked(String name) {
    String number = name.substring(name.lastIndexOf('/') + 1);
    return scope
        .upstreams()
        .named(name)
        .or(() -> scope.upstreams().named(number))
        .orElse(name.startsWith(OF_ROUTE) ? workloadByRoute.getOrDefault(number, "") : "");
  }
}
