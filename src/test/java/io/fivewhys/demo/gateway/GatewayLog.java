package io.fivewhys.demo.gateway;

import io.fivewhys.demo.app.AppLog;
import io.fivewhys.demo.cluster.ContainerLog;
import io.fivewhys.demo.gateway.Route.Endpoint;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;

/** What the gateway writes to its output, which is the log of its pod. */
final class GatewayLog {
  private volatile AppLog log = new AppLog(new ContainerLog(), Gateway.NAME);

  /** From now on it goes to this container's output. */
  void writeTo(ContainerLog output) {
    log = new AppLog(output, Gateway.NAME);
  }

  void info(String message) {
    log.info(Gateway.class, message);
  }

  void transition(String breaker, String change) {
    log.info(
        Breakers.class, "CircuitBreaker '%s' changed state from %s".formatted(breaker, change));
  }

  void refused(String breaker, CircuitBreaker.State state) {
    log.warn(
        Breakers.class,
        "io.github.resilience4j.circuitbreaker.CallNotPermittedException: CircuitBreaker '%s' is %s"
                .formatted(breaker, state)
            + " and does not permit further calls");
  }

  void noSuchService(Route route) {
    log.warn(
        Route.class,
        "No servers available for service: %s (route %s)".formatted(route.service(), route.name()));
  }

  void noEndpoint(Route route) {
    log.warn(
        Route.class,
        "503 SERVICE_UNAVAILABLE \"Unable to find instance for %s\"".formatted(route.service()));
  }

  void failed(String method, String uri, Endpoint endpoint, Throwable failure) {
    String why =
        switch (failure) {
          case ConnectException _ -> "java.net.ConnectException: Connection refused: /" + endpoint;
          case TimeoutException _ ->
              "java.util.concurrent.TimeoutException: no response from %s in time"
                  .formatted(endpoint);
          default ->
              "java.io.IOException: Connection closed prematurely BEFORE response by " + endpoint;
        };
    log.warn(Forwarding.class, "%s %s: %s".formatted(method, uri, why));
  }
}
