package io.fivewhys.demo.gateway;

import io.fivewhys.demo.cluster.PodNetwork;
import io.fivewhys.demo.gateway.Route.Endpoint;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a request to one of a route's pods, to another when that cannot be reached. */
final class Forwarding {
  private static final int MOST_TRIES = 2;
  private static final int MOST_CONNECTIONS = 256;

  private final PodNetwork network;
  private final HttpClient client;
  private final Duration timeout;
  private final GatewayLog log;
  private final AtomicInteger turn = new AtomicInteger();

  Forwarding(Vertx vertx, PodNetwork network, Duration timeout, GatewayLog log) {
    this.network = network;
    this.timeout = timeout;
    this.log = log;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAliveTimeout(10).setConnectTimeout(1000),
            new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
  }

  Future<Outcome> send(
      Route route, CircuitBreaker breaker, String method, String uri, Buffer body) {
    if (!breaker.tryAcquirePermission()) {
      log.refused(route.name(), breaker.getState());
      return Future.succeededFuture(Outcome.own(503, "UO", "circuit_breaker_open"));
    }
    long begun = System.nanoTime();
    return attempt(route, method, uri, body, 1)
        .onSuccess(
            outcome -> {
              long nanos = System.nanoTime() - begun;
              if (outcome.isFailure()) {
                breaker.onError(
                    nanos, TimeUnit.NANOSECONDS, new IllegalStateException(outcome.details()));
              } else {
                breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
              }
            });
  }

  private Future<Outcome> attempt(Route route, String method, String uri, Buffer body, int tried) {
    if (!route.known()) {
      log.noSuchService(route);
      return Future.succeededFuture(Outcome.own(503, "NC", "cluster_not_found"));
    }
    if (route.endpoints().isEmpty()) {
      log.noEndpoint(route);
      return Future.succeededFuture(Outcome.own(503, "UH", "no_healthy_upstream"));
    }
    Endpoint endpoint =
        route.endpoints().get(Math.floorMod(turn.getAndIncrement(), route.endpoints().size()));
    long begun = System.nanoTime();
    return call(endpoint, method, uri, body)
        .map(
            answer ->
                Outcome.ofUpstream(
                    answer.status(),
                    answer.body(),
                    endpoint,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)))
        .recover(
            failure -> {
              if (failure instanceof ConnectException && tried < MOST_TRIES) {
                return attempt(route, method, uri, body, tried + 1);
              }
              log.failed(method, uri, endpoint, failure);
              return Future.succeededFuture(failed(failure, endpoint, tried));
            });
  }

  private record Answer(int status, String body) {}

  private Future<Answer> call(Endpoint endpoint, String method, String uri, Buffer body) {
    var real = network.route(endpoint.ip(), endpoint.port());
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(method))
            .setServer(SocketAddress.inetSocketAddress(real.getPort(), "127.0.0.1"))
            .setHost(endpoint.ip())
            .setPort(endpoint.port())
            .setURI(uri);
    return client
        .request(options)
        .compose(request -> answer(request, body))
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<Answer> answer(HttpClientRequest request, Buffer body) {
    request.idleTimeout(timeout.toMillis());
    return request
        .send(body)
        .compose(
            response ->
                response.body().map(it -> new Answer(response.statusCode(), it.toString())));
  }

  private Outcome failed(Throwable failure, Endpoint endpoint, int tried) {
    Optional<Endpoint> asked = Optional.of(endpoint);
    return switch (failure) {
      case ConnectException _ ->
          Outcome.own(
              502,
              tried > 1 ? "UF,URX" : "UF",
              "upstream_reset_before_response_started{connection_failure}",
              asked);
      case TimeoutException _ -> Outcome.own(504, "UT", "response_timeout", asked);
      default ->
          Outcome.own(
              502, "UC", "upstream_reset_before_response_started{connection_termination}", asked);
    };
  }

  Future<Void> close() {
    return client.close();
  }
}
