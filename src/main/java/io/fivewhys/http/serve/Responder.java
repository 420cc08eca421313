package io.fivewhys.http.serve;

import io.fivewhys.http.call.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** Writes answers. On the event loop of the request only. */
public final class Responder {
  /** How long and how much a client may still send after its answer. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private static final long LINGER_BYTES = 64L << 20;

  private final Vertx vertx;
  private final Connections connections;

  /**
   * @param connections hear when a request is over
   */
  public Responder(Vertx vertx, Connections connections) {
    this.vertx = vertx;
    this.connections = connections;
  }

  /** Does nothing when the client is gone or the answer already given. */
  public void send(HttpServerRequest request, Reply reply) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended() || response.headWritten()) {
      return;
    }
    response.setStatusCode(reply.status());
    putUsualHeaders(response);
    reply.headers().forEach(response::putHeader);
    boolean bodyUnread = announcesBody(request) && !request.isEnded();
    if (bodyUnread) {
      response.putHeader("Connection", "close");
    }
    write(request, reply);
    connections.requestEnded(request.connection());
    if (bodyUnread) {
      lingerAndClose(request);
    }
  }

  /** The head of an answer that goes on until somebody ends it, and then says {@link #ended}. */
  public HttpServerResponse begin(HttpServerRequest request, String mediaType) {
    HttpServerResponse response = request.response().setStatusCode(200);
    putUsualHeaders(response);
    return response.putHeader("Content-Type", mediaType);
  }

  /** The connection may ask for something else from now on. */
  public void ended(HttpServerRequest request) {
    connections.requestEnded(request.connection());
  }

  private static void putUsualHeaders(HttpServerResponse response) {
    response
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Referrer-Policy", "no-referrer");
  }

  private static void write(HttpServerRequest request, Reply reply) {
    HttpServerResponse response = request.response();
    if (reply.status() == 204 || reply.status() == 304) {
      response.end();
      return;
    }
    response
        .putHeader("Content-Type", reply.mediaType())
        .putHeader("Content-Length", Integer.toString(reply.body().length));
    if (request.method() == HttpMethod.HEAD) {
      response.end();
    } else {
      response.end(Buffer.buffer(reply.body()));
    }
  }

  /**
   * Throws the rest of a body away for a while before the connection is closed. Closed at once, the
   * rest would be answered with a reset, and many clients lose the answer by it.
   */
  private void lingerAndClose(HttpServerRequest request) {
    var connection = request.connection();
    var left = new long[] {LINGER_BYTES};
    long timer = vertx.setTimer(LINGER.toMillis(), _ -> connection.close());
    request.exceptionHandler(_ -> vertx.cancelTimer(timer));
    request.handler(
        bytes -> {
          left[0] -= bytes.length();
          if (left[0] < 0) {
            connection.close();
          }
        });
    request.endHandler(
        _ -> {
          vertx.cancelTimer(timer);
          connection.close();
        });
    request.resume();
  }

  private static boolean announcesBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return request.headers().contains("Transfer-Encoding") || length != null && !length.equals("0");
  }
}
