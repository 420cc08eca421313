package io.fivewhys.http.call;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A request as a thread beside the event loop sees it.
 *
 * @param path as it was sent, percent signs and all
 * @param remote address of the other end of the connection
 * @param rawQuery as it was sent; empty without one
 * @param actor who asks, as authenticated
 * @param body empty for operations that take none
 * @param key under which the request must not be done twice
 * @param keyed where the answer of one with a key can be kept together with the work
 */
public record Call(
    String method,
    String path,
    Map<String, String> pathParameters,
    MultiMap query,
    String rawQuery,
    MultiMap headers,
    String remote,
    Actor actor,
    MediaType accepted,
    Optional<BodyStream> body,
    Optional<String> key,
    Optional<KeyedAnswer> keyed) {
  private static final int LONGEST = 500;

  /**
   * On the event loop.
   *
   * @throws Refusal when it has a key that is none
   */
  public static Call of(RoutingContext routing, Optional<BodyStream> body) {
    HttpServerRequest request = routing.request();
    return new Call(
        request.method().name(),
        request.path(),
        Map.copyOf(routing.pathParams()),
        routing.queryParams(),
        Optional.ofNullable(request.query()).orElse(""),
        request.headers(),
        remoteOf(request),
        Actor.of(routing),
        MediaType.accepted(String.join(",", request.headers().getAll("Accept"))),
        body,
        RequestKey.of(request),
        Optional.empty());
  }

  /** The same, once it is sure that it has to be done. */
  public Call with(KeyedAnswer answer) {
    return new Call(
        method,
        path,
        pathParameters,
        query,
        rawQuery,
        headers,
        remote,
        actor,
        accepted,
        body,
        key,
        Optional.of(answer));
  }

  /** One whose key nobody looks at. */
  public Call withoutKey() {
    return new Call(
        method,
        path,
        pathParameters,
        query,
        rawQuery,
        headers,
        remote,
        actor,
        accepted,
        body,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Keeps the answer in the transaction that does the work, if the request has a key; see {@link
   * KeyedAnswer#keep}.
   */
  public void answeredIn(Handle handle, Reply reply) {
    keyed.ifPresent(it -> it.keep(handle, reply));
  }

  /** Address of the other end, {@code unknown} once it is gone. */
  public static String remoteOf(HttpServerRequest request) {
    var address = request.remoteAddress();
    return address == null ? "unknown" : address.hostAddress();
  }

  /** What a client wrote, short enough to be kept. */
  public static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** A parameter of the path, decoded; null for one that the path does not have. */
  public String parameter(String name) {
    return pathParameters.get(name);
  }

  /**
   * A header that makes sense once only.
   *
   * @throws Refusal when there are several
   */
  public Optional<String> header(String name) {
    List<String> all = headers.getAll(name);
    if (all.size() > 1) {
      throw Problem.of(400, "bad-request", "There is more than one " + name + " header.").refusal();
    }
    return all.stream().findFirst().map(String::strip);
  }
}
