package io.fivewhys.http;

import io.fivewhys.http.access.Gate;
import io.fivewhys.http.call.ApiContract;
import io.fivewhys.http.call.Problem;
import io.fivewhys.http.call.Refusal;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.http.serve.Responder;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes made from the contract, with what holds for every request around them. */
final class ApiRouter {
  private static final Logger LOG = LoggerFactory.getLogger(ApiRouter.class);
  private static final String OPERATION = "operation";
  private static final String MEASURED = "measured";

  /** How long it took until an answer began that goes on. */
  static final String TOOK = "took";

  private final ApiContract contract;
  private final Map<String, Handler<RoutingContext>> handlers;
  private final HostCheck hosts;
  private final Gate gate;
  private final ServiceMetrics metrics;
  private final Responder responder;
  private final ConsoleRoutes console;

  /**
   * @param handlers by operationId; they may throw {@link Refusal}
   * @throws IllegalStateException when they are not exactly those of the contract
   */
  ApiRouter(
      ApiContract contract,
      Map<String, Handler<RoutingContext>> handlers,
      HostCheck hosts,
      Gate gate,
      ServiceMetrics metrics,
      Responder responder,
      ConsoleRoutes console) {
    contract.mustMatch(new TreeSet<>(handlers.keySet()));
    this.contract = contract;
    this.handlers = handlers;
    this.hosts = hosts;
    this.gate = gate;
    this.metrics = metrics;
    this.responder = responder;
    this.console = console;
  }

  Router router(Vertx vertx) {
    var router = Router.router(vertx);
    router.route().handler(this::measure);
    console.addTo(router);
    var methodsByRoute = new LinkedHashMap<String, TreeSet<String>>();
    for (ApiContract.Operation operation : contract.operations()) {
      var methods = methodsByRoute.computeIfAbsent(operation.route(), _ -> new TreeSet<>());
      methods.add(operation.method());
      if (operation.method().equals("GET")) {
        methods.add("HEAD");
        route(router, HttpMethod.HEAD, operation);
      }
      route(router, HttpMethod.valueOf(operation.method()), operation);
    }
    methodsByRoute.forEach((route, methods) -> otherMethods(router, route, methods));
    router.route().handler(routing -> refuse(routing, nothingHere()));
    // What Vert.x Web itself refuses, such as a path with broken percent signs.
    router.route().failureHandler(this::failed);
    router.errorHandler(400, this::failed);
    router.errorHandler(500, this::failed);
    return router;
  }

  private void route(Router router, HttpMethod method, ApiContract.Operation operation) {
    Handler<RoutingContext> handler = handlers.get(operation.id());
    router
        .route(method, operation.route())
        .handler(
            routing -> {
              routing.put(OPERATION, operation.id());
              gate.admit(routing, operation, () -> handler.handle(routing));
            });
  }

  private void otherMethods(Router router, String route, TreeSet<String> methods) {
    methods.add("OPTIONS");
    String allow = String.join(", ", methods);
    router
        .route(HttpMethod.OPTIONS, route)
        .handler(routing -> send(routing, Reply.noContent().with("Allow", allow)));
    router
        .route(route)
        .handler(
            routing -> {
              var detail = "Here is " + allow + ", not " + routing.request().method() + ".";
              var problem = Problem.of(405, "method-not-allowed", detail);
              send(routing, Reply.problem(problem).with("Allow", allow));
            });
  }

  private void measure(RoutingContext routing) {
    long beganNanos = System.nanoTime();
    routing.put(MEASURED, true);
    routing.addEndHandler(
        ended -> {
          String operation = Optional.<String>ofNullable(routing.get(OPERATION)).orElse("none");
          String status =
              ended.succeeded() ? Integer.toString(routing.response().getStatusCode()) : "gone";
          var took =
              Optional.<Duration>ofNullable(routing.get(TOOK))
                  .orElseGet(() -> Duration.ofNanos(System.nanoTime() - beganNanos));
          metrics.answered(operation, status, took);
        });
    routing.next();
  }

  private void failed(RoutingContext routing) {
    Throwable failure = routing.failure();
    // Vert.x Web refuses with a status alone, or with an exception that holds one.
    boolean malformed = failure == null || routing.statusCode() == 400;
    if (failure instanceof Refusal refusal) {
      send(routing, refusal.reply());
    } else if (malformed && routing.get(MEASURED) == null) {
      refuseUnrouted(routing.request(), bad());
    } else if (malformed) {
      refuse(routing, bad());
    } else {
      LOG.error("A request was not answered", failure);
      refuse(routing, Problem.of(500, "internal", "The service failed; its log says how."));
    }
  }

  /** Answers one request, if it asks for a host that this is. */
  void handle(HttpServerRequest request, Router router) {
    hosts
        .objection(request.headers().getAll("Host"))
        .ifPresentOrElse(problem -> refuseUnrouted(request, problem), () -> router.handle(request));
  }

  /** What could not even be parsed as a request. */
  void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    String kind = cause == null ? "" : cause.getClass().getSimpleName();
    Problem problem =
        switch (kind) {
          case "TooLongHttpLineException" ->
              Problem.of(414, "uri-too-long", "The request line is too long.");
          case "TooLongHttpHeaderException" ->
              Problem.of(431, "headers-too-large", "The headers are too large.");
          default -> Problem.of(400, "bad-request", "This is no HTTP request.");
        };
    refuseUnrouted(request, problem);
  }

  private void refuseUnrouted(HttpServerRequest request, Problem problem) {
    metrics.answered("none", Integer.toString(problem.status()), Duration.ZERO);
    responder.send(request, Reply.problem(problem));
  }

  private static Problem bad() {
    return Problem.of(400, "bad-request", "The path or the query is not well formed.");
  }

  private static Problem nothingHere() {
    return Problem.of(404, "not-found", "There is nothing here; / says what there is.");
  }

  private void refuse(RoutingContext routing, Problem problem) {
    send(routing, Reply.problem(problem));
  }

  private void send(RoutingContext routing, Reply reply) {
    responder.send(routing.request(), reply);
  }
}
