package io.fivewhys.collect.prometheus.preset;

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
 * The ingress controller of the Kubernetes project, from 0.16.
 *
 * <p>It writes exact status codes; with {@code --report-status-classes} only classes. A route is a
 * path of an Ingress, or the Ingress where the path is its root. Requests that no Ingress wants
 * have no labels and are told as one route without upstream. It does not say why it answered by
 * itself.
 *
 * @see <a
 *     href="https://kubernetes.github.io/ingress-nginx/user-guide/monitoring/#request-metrics">its
 *     metrics</a>
 */
record IngressNginx(Scope scope) implements GatewayMetrics {
  private static final List<String> LABELS =
      List.of("namespace", "exported_namespace", "ingress", "service", "exported_service", "path");

  @Override
  public String name() {
    return "ingress-nginx";
  }

  @Override
  public List<Counter> counters() {
    return List.of(new Counter("nginx_ingress_controller_requests", List.of(), "status", LABELS));
  }

  @Override
  public List<Histogram> histograms() {
    return List.of(
        new Histogram(
            "nginx_ingress_controller_request_duration_seconds_bucket", List.of(), 1000, LABELS));
  }

  @Override
  public Optional<Key> key(Series series) {
    String path = series.label("path");
    String ingress = series.label("ingress");
    if (ingress.isEmpty()) {
      return Optional.of(
          new Key.Route("requests for no Ingress", Optional.empty(), Optional.empty()));
    }
    String service = Names.own(series, "service");
    return Names.route(
        scope,
        path.isEmpty() || path.equals("/") ? ingress : path,
        service,
        new Service(service, Names.given(Names.own(series, "namespace"))));
  }
}
