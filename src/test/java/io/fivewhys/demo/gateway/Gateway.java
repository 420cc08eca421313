package io.fivewhys.demo.gateway;

import io.fivewhys.demo.cluster.ClusterStore;
import io.fivewhys.demo.cluster.ContainerLog;
import io.fivewhys.demo.cluster.Pace;
import io.fivewhys.demo.cluster.PodNetwork;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The gateway, listening from its start to its close. */
public final class Gateway implements AutoCloseable {
  /** As its Deployment is called. */
  public static final String NAME = "api-gateway";

  private static final long CLOSING_SECONDS = 10;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final GatewayLog log = new GatewayLog();
  private final Breakers breakers;
  private final GatewayMetrics metrics;
  private final AdminEndpoints admin;
  private final AccessLog accessLog;
  private final Forwarding forwarding;
  private final RequestRate rate = new RequestRate();
  private volatile RouteTable routes = new RouteTable(List.of());
  private HttpServer server;
  private HttpServer management;

  /**
   * @param accessLogFile to be written
   * @param mostBytes of it, before it is renamed
   * @param timeout longest time that an upstream may take
   */
  public Gateway(
      PodNetwork network, Path accessLogFile, long mostBytes, Duration timeout, Pace pace)
      throws IOException {
    breakers = new Breakers(pace, this::changed);
    metrics = new GatewayMetrics(breakers);
    admin = new AdminEndpoints(breakers, metrics);
    accessLog = new AccessLog(accessLogFile, mostBytes);
    forwarding = new Forwarding(vertx, network, timeout, log);
  }

  private void changed(String breaker, String change) {
    admin.changed(breaker, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    log.transition(breaker, change);
  }

  public void start() throws IOException {
    server = listening(vertx.createHttpServer().requestHandler(this::handle));
    management = listening(vertx.createHttpServer().requestHandler(admin.router(vertx)));
    log.info("Netty started on port " + server.actualPort());
  }

  private static HttpServer listening(HttpServer server) throws IOException {
    return await(server.listen(0, "127.0.0.1"));
  }

  /** Takes over the routes as the cluster has them now. */
  public void learn(ClusterStore store) {
    routes = RouteTable.of(store);
    routes.routes().forEach(route -> breakers.of(route.name()));
  }

  private void handle(HttpServerRequest request) {
    rate.add();
    Instant at = Instant.now();
    long begun = System.nanoTime();
    request
        .body()
        .compose(body -> answered(request, body, at, begun))
        .onSuccess(
            outcome ->
                request
                    .response()
                    .setStatusCode(outcome.status())
                    .putHeader("Content-Type", "application/json")
                    .end(outcome.body()))
        .onFailure(_ -> request.connection().close());
  }

  private Future<Outcome> answered(HttpServerRequest request, Buffer body, Instant at, long begun) {
    Optional<Route> route = routes.of(request.path());
    String method = request.method().name();
    Future<Outcome> outcome =
        route
            .map(it -> forwarding.send(it, breakers.of(it.name()), method, request.uri(), body))
            .orElseGet(() -> Future.succeededFuture(Outcome.own(404, "NR", "route_not_found")));
    return outcome.onSuccess(it -> note(request, route, it, at, System.nanoTime() - begun));
  }

  private void note(
      HttpServerRequest request, Optional<Route> route, Outcome outcome, Instant at, long nanos) {
    var asked =
        new AccessLog.Asked(
            at,
            request.method().name(),
            request.uri(),
            Objects.requireNonNullElse(request.getHeader("Host"), "-"),
            Objects.requireNonNullElse(
                request.getHeader("X-Forwarded-For"), request.remoteAddress().host()),
            Objects.requireNonNullElse(request.getHeader("User-Agent"), "-"));
    accessLog.write(
        asked,
        route.map(Route::name).orElse(""),
        route.map(Route::service).orElse(""),
        outcome,
        TimeUnit.NANOSECONDS.toMillis(nanos));
    route.ifPresent(it -> metrics.request(asked.method(), it, outcome.status(), nanos / 1e9));
  }

  /** What the gateway's pod shows as its log. */
  public void writeTo(ContainerLog output) {
    log.writeTo(output);
  }

  public int port() {
    return server.actualPort();
  }

  /** Where the admin endpoints and the metrics are. */
  public int managementPort() {
    return management.actualPort();
  }

  /** About a millisecond of a core for each request. */
  double usedCores() {
    return 0.001 * rate.perSecond();
  }

  /** As somebody does it for a drill: it refuses everything until it is reset. */
  public void forceOpen(String breaker) {
    breakers.find(breaker).orElseThrow().transitionToForcedOpenState();
  }

  public void reset(String breaker) {
    breakers.find(breaker).ifPresent(CircuitBreaker::reset);
  }

  @Override
  public void close() throws IOException {
    await(vertx.close());
    accessLog.close();
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(e);
    }
  }
}
