package io.fivewhys.act.breaker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A gateway's admin port with breakers that can be reset: by the runbook's endpoint, as
 * Resilience4j and as Kong have it. What happens at a write is up to the test.
 */
final class AdminPort implements AutoCloseable {
  /** State and since when, the latter empty where it is not told. */
  record Breaker(String state, String since) {}

  /** What comes of a write. */
  enum Write {
    CLOSES,
    /** Closed, and open again at once. */
    REOPENS,
    IGNORED,
    FORBIDDEN,
    FAILS,
    /** Never answered, and not done. */
    LOST,
    /** Never answered, and done. */
    DONE_IN_SILENCE,
    /** Answered and done; whoever looks afterwards sees nothing. */
    BLINDS
  }

  private final HttpServer server;
  private final Map<String, Breaker> breakers = new ConcurrentSkipListMap<>();
  private final List<String> writes = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Write write = Write.CLOSES;
  private volatile int status = 200;
  private volatile boolean putIsUnknown;

  AdminPort() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  AdminPort with(String name, String state, String since) {
    breakers.put(name, new Breaker(state, since));
    return this;
  }

  AdminPort without(String name) {
    breakers.remove(name);
    return this;
  }

  AdminPort on(Write what) {
    write = what;
    return this;
  }

  /** Answers this to whoever reads. */
  AdminPort answers(int code) {
    status = code;
    return this;
  }

  /** As Kong before release 3.0. */
  AdminPort knowsNoPut() {
    putIsUnknown = true;
    return this;
  }

  /** Method, path and body of each that came through. */
  List<String> writes() {
    return writes;
  }

  Map<String, Breaker> breakers() {
    return new TreeMap<>(breakers);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      if (exchange.getRequestMethod().equals("GET")) {
        say(exchange, status, status == 200 ? listed(path) : "no");
        return;
      }
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (exchange.getRequestMethod().equals("PUT") && putIsUnknown) {
        say(exchange, 405, "{\"message\":\"Method not allowed\"}");
        return;
      }
      writes.add((exchange.getRequestMethod() + " " + path + " " + body).strip());
      write(exchange, named(path));
    }
  }

  private static String named(String path) {
    return path.replaceFirst("/(reset|healthy)$", "").replaceFirst(".*/", "");
  }

  private void write(HttpExchange exchange, String name) throws IOException {
    switch (write) {
      case CLOSES -> breakers.put(name, new Breaker("CLOSED", "2026-11-22T10:15:00Z"));
      case REOPENS -> breakers.put(name, new Breaker("OPEN", "2026-11-22T10:15:00Z"));
      case IGNORED, FORBIDDEN, FAILS, LOST -> {}
      case DONE_IN_SILENCE -> breakers.put(name, new Breaker("CLOSED", ""));
      case BLINDS -> status = 503;
    }
    switch (write) {
      case CLOSES, REOPENS, IGNORED, BLINDS -> say(exchange, 200, "{}");
      case FORBIDDEN -> say(exchange, 403, "operators only");
      case FAILS -> say(exchange, 500, "oops");
      case LOST, DONE_IN_SILENCE -> await();
    }
  }

  private String listed(String path) {
    if (path.equals("/admin/circuit-breaker")) {
      return json("since");
    }
    if (path.equals("/actuator/circuitbreakers")) {
      return "{\"circuitBreakers\": " + json("unused") + "}";
    }
    if (path.equals("/actuator/circuitbreakerevents")) {
      return "{\"circuitBreakerEvents\": []}";
    }
    if (path.equals("/upstreams")) {
      return "{\"data\": [{\"id\": \"u1\", \"name\": \"orders\"}]}";
    }
    if (path.equals("/upstreams/u1/health")) {
      List<String> targets =
          breakers.entrySet().stream()
              .map(
                  it ->
                      "{\"id\": \"%s\", \"target\": \"10.0.0.1:%s\", \"health\": \"%s\"}"
                          .formatted(
                              it.getKey(),
                              it.getKey(),
                              it.getValue().state().equals("CLOSED") ? "HEALTHY" : "UNHEALTHY"))
              .toList();
      return "{\"data\": [" + String.join(",", targets) + "]}";
    }
    if (path.equals("/clusters")) {
      return """
      {"cluster_statuses": [{"name": "orders", "host_statuses": [
        {"health_status": {"failed_outlier_check": true}}, {"health_status": {}}]}]}
      """;
    }
    if (path.equals("/stats")) {
      return "{\"stats\": []}";
    }
    if (path.equals("/v1/healthcheck")) {
      return """
      [{"name": "/apisix/upstreams/orders", "type": "http",
        "nodes": [{"ip": "10.0.0.1", "port": 80, "status": "unhealthy"}]}]
      """;
    }
    return "{}";
  }

  private String json(String second) {
    return breakers.entrySet().stream()
        .map(
            it ->
                "\"%s\": {\"state\": \"%s\", \"%s\": \"%s\"}"
                    .formatted(it.getKey(), it.getValue().state(), second, it.getValue().since()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static void say(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
