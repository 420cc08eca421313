package io.fivewhys.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** Takes messages as a webhook and as PagerDuty do, and now and then does not. */
final class Receiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<JsonNode> hooked = new ArrayList<>();
  private final List<JsonNode> paged = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final IntPredicate fails;
  private final Duration thinking;

  /**
   * @param fails which of the webhook's calls, counted from 1, get a 500
   * @param thinking time between taking a message and saying so, in which its sender may die
   */
  Receiver(IntPredicate fails, Duration thinking) throws IOException {
    this.fails = fails;
    this.thinking = thinking;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/hook", exchange -> take(exchange, hooked, 200));
    server.createContext("/v2/enqueue", exchange -> take(exchange, paged, 202));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void take(HttpExchange exchange, List<JsonNode> into, int status) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    // A pager is asked again after minutes, as its makers wish, for which no test should wait.
    boolean fail = into == hooked && fails.test(calls.incrementAndGet());
    if (!fail) {
      synchronized (this) {
        into.add(JSON.readTree(body));
      }
    }
    try {
      Thread.sleep(thinking);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] answer =
        (status == 202
                ? "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"x\"}"
                : "{}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(fail ? 500 : status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  synchronized List<JsonNode> hooked() {
    return List.copyOf(hooked);
  }

  synchronized List<JsonNode> paged() {
    return List.copyOf(paged);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
