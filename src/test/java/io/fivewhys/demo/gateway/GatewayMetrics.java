package io.fivewhys.demo.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** What is counted, named as Micrometer names it for Spring Cloud Gateway and Resilience4j. */
final class GatewayMetrics {
  private static final Map<Integer, String> STATUSES =
      Map.of(
          200, "OK",
          201, "CREATED",
          404, "NOT_FOUND",
          409, "CONFLICT",
          500, "INTERNAL_SERVER_ERROR",
          502, "BAD_GATEWAY",
          503, "SERVICE_UNAVAILABLE",
          504, "GATEWAY_TIMEOUT");

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Breakers breakers;
  private final Histogram requests;

  GatewayMetrics(Breakers breakers) {
    this.breakers = breakers;
    requests =
        Histogram.builder()
            .name("spring_cloud_gateway_requests_seconds")
            .help("Requests of each route, with how long they took.")
            .classicOnly()
            .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10)
            .labelNames("httpMethod", "httpStatusCode", "outcome", "routeId", "routeUri", "status")
            .register(registry);
    breakerMetrics();
  }

  void request(String method, Route route, int status, double seconds) {
    String outcome = status >= 500 ? "SERVER_ERROR" : status >= 400 ? "CLIENT_ERROR" : "SUCCESSFUL";
    requests
        .labelValues(
            method,
            String.valueOf(status),
            outcome,
            route.name(),
            route.uri(),
            STATUSES.getOrDefault(status, String.valueOf(status)))
        .observe(seconds);
  }

  private void breakerMetrics() {
    GaugeWithCallback.builder()
        .name("resilience4j_circuitbreaker_state")
        .help("The states of the circuit breaker")
        .labelNames("name", "state")
        .callback(
            callback -> {
              for (CircuitBreaker breaker : breakers.all()) {
                for (CircuitBreaker.State state : CircuitBreaker.State.values()) {
                  callback.call(
                      breaker.getState() == state ? 1 : 0,
                      breaker.getName(),
                      state.name().toLowerCase(Locale.ROOT));
                }
              }
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("resilience4j_circuitbreaker_failure_rate")
        .help("The failure rate of the circuit breaker")
        .labelNames("name")
        .callback(
            callback ->
                breakers
                    .all()
                    .forEach(it -> callback.call(it.getMetrics().getFailureRate(), it.getName())))
        .register(registry);
    CounterWithCallback.builder()
        .name("resilience4j_circuitbreaker_not_permitted_calls_total")
        .help("Total number of not permitted calls")
        .labelNames("kind", "name")
        .callback(
            callback ->
                breakers
                    .all()
                    .forEach(
                        it ->
                            callback.call(
                                it.getMetrics().getNumberOfNotPermittedCalls(),
                                "not_permitted",
                                it.getName())))
        .register(registry);
  }

  /** All of it, in Prometheus' text format. */
  String text() {
    var out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("memory took no bytes", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
