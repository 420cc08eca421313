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
import java.util.List;
import java.util.Optional;

/**
 * Spring Cloud Gateway from 3.0, whose metric lost the first two words before that. The upstream is
 * that of the route's address, {@code lb://orders} or {@code http://orders.shop.svc}. Quantiles
 * need {@code management.metrics.distribution.percentiles-histogram} for {@code
 * spring.cloud.gateway.requests}. Breakers are those of Resilience4j on the same instances.
 *
 * @see <a
 *     href="https://docs.spring.io/spring-cloud-gateway/reference/spring-cloud-gateway-server-webflux/the-gateway-metrics-filter.html">its
 *     metrics</a>
 */
final class SpringCloudGateway implements GatewayMetrics {
  private static final List<String> LABELS = List.of("routeId", "routeUri");
  private static final String REQUESTS = "spring_cloud_gateway_requests_seconds";
  private static final String OLD_REQUESTS = "gateway_requests_seconds";

  private final Scope scope;
  private final Resilience4jBreakers breakers;

  SpringCloudGateway(Scope scope) {
    this.scope = scope;
    this.breakers =
        new Resilience4jBreakers(scope, List.of(REQUESTS + "_count", OLD_REQUESTS + "_count"));
  }

  @Override
  public String name() {
    return "spring-cloud-gateway";
  }

  @Override
  public List<Counter> counters() {
    return List.of(
        new Counter(REQUESTS + "_count", List.of(), "httpStatusCode", LABELS),
        new Counter(OLD_REQUESTS + "_count", List.of(), "httpStatusCode", LABELS));
  }

  @Override
  public List<Histogram> histograms() {
    return List.of(
        new Histogram(REQUESTS + "_bucket", List.of(), 1000, LABELS),
        new Histogram(OLD_REQUESTS + "_bucket", List.of(), 1000, LABELS));
  }

  @Override
  public Optional<Key> key(Series series) {
    String uri = series.label("routeUri");
    var service = Names.ofUri(uri);
    Optional<String> named =
        scope
            .upstreams()
            .named(uri)
            .or(() -> scope.upstreams().named(series.label("routeId")))
            .or(() -> scope.upstreams().of(service.service(), service.service()));
    return Optional.of(new Key.Route(series.label("routeId"), named, service.namespace()));
  }

  @Override
  public List<Asking> also() {
    return breakers.asks();
  }

  @Override
  public void tell(Answers answers, Findings findings) {
    breakers.tell(answers, findings);
  }
}
