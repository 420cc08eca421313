package io.fivewhys.collect.prometheus.preset;

import io.fivewhys.collect.prometheus.api.Answers;
import io.fivewhys.collect.prometheus.api.Asking;
import io.fivewhys.collect.prometheus.api.Findings;
import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.collect.prometheus.preset.Names.Service;
import io.fivewhys.collect.prometheus.traffic.Counter;
import io.fivewhys.collect.prometheus.traffic.GatewayMetrics;
import io.fivewhys.collect.prometheus.traffic.Histogram;
import io.fivewhys.collect.prometheus.traffic.Key;
import io.fivewhys.collect.prometheus.traffic.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Traefik 2 and 3. Routers are counted only with {@code addRoutersLabels: true}; what they do not
 * count is taken from the services, whose metrics are on by default and lack what middlewares
 * answer. Its default buckets are as coarse as 0.1, 0.3, 1.2 and 5 seconds.
 *
 * <p>A service of Kubernetes is called {@code namespace-service-port@kubernetes}; the namespace is
 * taken off where it is the gateway's own, since nothing else tells where it ends. Traefik 1 counts
 * {@code traefik_backend_requests_total}.
 *
 * @see <a href="https://doc.traefik.io/traefik/observability/metrics/overview/">its metrics</a>
 */
final class Traefik implements GatewayMetrics {
  private final Scope scope;
  private final Asking health;

  Traefik(Scope scope) {
    this.scope = scope;
    this.health =
        Asking.now(
            "traefik health of servers",
            scope.now(
                "min", List.of("service", "exported_service", "url"), "traefik_service_server_up"));
  }

  @Override
  public String name() {
    return "traefik";
  }

  @Override
  public List<Counter> counters() {
    return List.of(
        new Counter(
            "traefik_router_requests_total",
            List.of(),
            "code",
            List.of("router", "service", "exported_service")),
        new Counter(
            "traefik_service_requests_total",
            List.of(),
            "code",
            List.of("service", "exported_service")),
        new Counter("traefik_backend_requests_total", List.of(), "code", List.of("backend")));
  }

  @Override
  public List<Histogram> histograms() {
    return List.of(
        new Histogram(
            "traefik_router_request_duration_seconds_bucket",
            List.of(),
            1000,
            List.of("router", "service", "exported_service")),
        new Histogram(
            "traefik_service_request_duration_seconds_bucket",
            List.of(),
            1000,
            List.of("service", "exported_service")),
        new Histogram(
            "traefik_backend_request_duration_seconds_bucket",
            List.of(),
            1000,
            List.of("backend")));
  }

  @Override
  public Object coverage(Series series) {
    return written(series);
  }

  private static String written(Series series) {
    String service = Names.own(series, "service");
    return service.isEmpty() ? series.label("backend") : service;
  }

  @Override
  public Optional<Key> key(Series series) {
    String written = written(series);
    if (written.isEmpty() || written.endsWith("@internal")) {
      return Optional.empty();
    }
    String router = series.label("router");
    return Names.route(
        scope, router.isEmpty() ? written : router, written, service(written, scope));
  }

  private static Service service(String written, Scope scope) {
    int at = written.lastIndexOf('@');
    String name = at < 0 ? written : written.substring(0, at);
    String namespace = scope.look().namespace();
    boolean isOfKubernetes = at >= 0 && written.startsWith("kubernetes", at + 1);
    if (!isOfKubernetes) {
      return Names.ofBackend(name);
    }
    String withoutPort = name.replaceFirst("-(\\d+|https?)$", "");
    return withoutPort.startsWith(namespace + "-")
        ? new Service(withoutPort.substring(namespace.length() + 1), Optional.of(namespace))
        : Service.of(withoutPort);
  }

  @Override
  public List<Asking> also() {
    return List.of(health);
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    var checks = new HealthChecks();
    for (Series series : answers.of(health)) {
      String written = written(series);
      Service service = service(written, scope);
      checks.add(
          scope.upstreams().of(written, service.service()).orElse(""),
          service.namespace(),
          series.label("url"),
          series.value() == 0);
    }
    checks.drafts().values().forEach(draft -> findings.add("traefik health of servers", draft));
  }
}
