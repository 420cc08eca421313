package io.fivewhys.demo.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The management port: the runbook's circuit breaker endpoint, Spring Boot's, and metrics. */
final class AdminEndpoints {
  private final ObjectMapper json = new ObjectMapper();
  private final Breakers breakers;
  private final GatewayMetrics metrics;
  private final Map<String, String> since = new ConcurrentHashMap<>();

  AdminEndpoints(Breakers breakers, GatewayMetrics metrics) {
    this.breakers = breakers;
    this.metrics = metrics;
  }

  /** Keeps when each breaker came into its state. */
  void changed(String breaker, String at) {
    since.put(breaker, at);
  }

  Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.get("/admin/circuit-breaker").handler(this::list);
    router
        .get("/admin/circuit-breaker/:name")
        .handler(call -> with(call, breaker -> answer(call, 200, runbookView(breaker))));
    router
        .post("/admin/circuit-breaker/:name/reset")
        .handler(
            call ->
                with(
                    call,
                    breaker -> {
                      breaker.reset();
                      answer(call, 200, runbookView(breaker));
                    }));
    router.get("/actuator/circuitbreakers").handler(this::actuator);
    router
        .get("/actuator/health")
        .handler(call -> call.json(io.vertx.core.json.JsonObject.of("status", "UP")));
    router.get("/metrics").handler(this::metrics);
    router.get("/actuator/prometheus").handler(this::metrics);
    return router;
  }

  private void with(RoutingContext call, Consumer<CircuitBreaker> then) {
    Optional<CircuitBreaker> breaker = breakers.find(call.pathParam("name"));
    if (breaker.isPresent()) {
      then.accept(breaker.get());
    } else {
      answer(call, 404, json.createObjectNode().put("error", "no such circuit breaker"));
    }
  }

  private void list(RoutingContext call) {
    ArrayNode all = json.createArrayNode();
    breakers.all().forEach(breaker -> all.add(runbookView(breaker)));
    call.response().putHeader("Content-Type", "application/json").end(all.toString());
  }

  private ObjectNode runbookView(CircuitBreaker breaker) {
    ObjectNode view =
        json.createObjectNode()
            .put("upstream", breaker.getName())
            .put("state", breaker.getState().name().toLowerCase(Locale.ROOT))
            .put("threshold", breaker.getCircuitBreakerConfig().getFailureRateThreshold() / 100);
    float rate = breaker.getMetrics().getFailureRate();
    if (rate >= 0) {
      view.put("failureRatio", rate / 100);
    }
    if (since.containsKey(breaker.getName())) {
      view.put("since", since.get(breaker.getName()));
    }
    return view.put("rejected", breaker.getMetrics().getNumberOfNotPermittedCalls());
  }

  /** As Resilience4j's Spring Boot module shows them. */
  private void actuator(RoutingContext call) {
    ObjectNode all = json.createObjectNode();
    ObjectNode list = all.putObject("circuitBreakers");
    for (CircuitBreaker breaker : breakers.all()) {
      var numbers = breaker.getMetrics();
      var config = breaker.getCircuitBreakerConfig();
      list.putObject(breaker.getName())
          .put("failureRate", numbers.getFailureRate() + "%")
          .put("slowCallRate", numbers.getSlowCallRate() + "%")
          .put("failureRateThreshold", config.getFailureRateThreshold() + "%")
          .put("slowCallRateThreshold", config.getSlowCallRateThreshold() + "%")
          .put("bufferedCalls", numbers.getNumberOfBufferedCalls())
          .put("failedCalls", numbers.getNumberOfFailedCalls())
          .put("slowCalls", numbers.getNumberOfSlowCalls())
          .put("slowFailedCalls", numbers.getNumberOfSlowFailedCalls())
          .put("notPermittedCalls", numbers.getNumberOfNotPermittedCalls())
          .put("state", breaker.getState().name());
    }
    answer(call, 200, all);
  }

  private void metrics(RoutingContext call) {
    call.response()
        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        .end(metrics.text());
  }

  private static void answer(RoutingContext call, int status, ObjectNode body) {
    call.response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.toString());
  }
}
