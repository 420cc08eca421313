package io.fivewhys.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as a thread beside the event loop sees it.
 *
 * @param path as it was sent, percent signs and all
 * @param remote address of the other end of the connection
 * @param actor who asks, as authenticated
 * @param body empty for operations that take none
 */
record Call(
    String method,
    String path,
    Map<String, String> pathParameters,
    MultiMap query,
    MultiMap headers,
    String remote,
    Actor actor,
    MediaType accepted,
    Optional<BodyStream> body) {
  private static final int LONGEST = 500;

  /** On the event loop. */
  static Call of(RoutingContext routing, Optional<BodyStream> body) {
    HttpServerRequest request = routing.request();
    return new Call(
        request.method().name(),
        request.path(),
        Map.copyOf(routing.pathParams()),
        routing.queryParams(),
        request.headers(),
        remoteOf(request),
        Actor.of(routing),
        PostedSnapshot.accepted(request),
        body);
  }

  static String remoteOf(HttpServerRequest request) {
    var address = request.remoteAddress();
    return address == null ? "unknown" : address.hostAddress();
  }

  /** What a client wrote, short enough to be kept. */
  static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  String parameter(String name) {
    return pathParameters.get(name);
  }

  /**
   * A header that makes sense once only.
   *
   * @throws Refusal when there are several
   */
  Optional<String> header(String name) {
    List<String> all = headers.getAll(name);
    if (all.size() > 1) {
      throw Problem.of(400, "bad-request", "There is more than one " + name + " header.").refusal();
    }
    return all.stream().findFirst().map(String::strip);
  }
}
