package io.fivewhys.collect.kubernetes.logs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An API server that answers for logs as a test tells it, and nothing else. */
final class LogServer implements AutoCloseable {
  /** What it does when it is asked for the log of a pod. */
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Behaviour> byPod = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final KubernetesClient client;
  final List<String> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger atOnce = new AtomicInteger();

  LogServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .withRequestRetryBackoffLimit(0)
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  KubernetesClient client() {
    return client;
  }

  private void handle(HttpExchange exchange) throws IOException {
    atOnce.incrementAndGet();
    String uri = exchange.getRequestURI().toString();
    asked.add(uri);
    String pod = uri.replaceAll(".*/pods/([^/]*)/log.*", "$1");
    try {
      byPod.getOrDefault(pod, status(404, "pods \\\"" + pod + "\\\" not found")).answer(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      atOnce.decrementAndGet();
      exchange.close();
    }
  }

  LogServer when(String pod, Behaviour behaviour) {
    byPod.put(pod, behaviour);
    return this;
  }

  static Behaviour lines(String... lines) {
    return log(String.join("\n", lines) + "\n");
  }

  /**
   * A log, of which the kubelet gives the newest {@code tailLines}, beginning with the oldest of
   * them, and no more than {@code limitBytes}.
   */
  static Behaviour log(String log) {
    return exchange -> {
      String uri = exchange.getRequestURI().toString();
      List<String> lines = log.lines().toList();
      int tail = (int) Math.min(lines.size(), asked(uri, "tailLines"));
      String end = String.join("\n", lines.subList(lines.size() - tail, lines.size()));
      byte[] bytes = (log.endsWith("\n") ? end + "\n" : end).getBytes(StandardCharsets.UTF_8);
      int length = (int) Math.min(bytes.length, asked(uri, "limitBytes"));
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
      exchange.getResponseBody().write(bytes, 0, length);
    };
  }

  private static long asked(String uri, String parameter) {
    return Long.parseLong(uri.replaceFirst(".*[?&]" + parameter + "=([0-9]+).*", "$1"));
  }

  static Behaviour status(int code, String message) {
    return text(
        code,
        "application/json",
        "{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"%s\",\"code\":%d}"
            .formatted(message, code));
  }

  static Behaviour text(int code, String type, String text) {
    return exchange -> {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    };
  }

  /** The lines before the container crashed, and those since. */
  static Behaviour crashed(Behaviour before, Behaviour since) {
    return exchange ->
        (exchange.getRequestURI().toString().contains("previous=true") ? before : since)
            .answer(exchange);
  }

  /** Accepts and never answers. */
  Behaviour hanging() {
    return _ -> closed.await();
  }

  /** Says the first line and then nothing more. */
  Behaviour hangingAfter(String line) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      closed.await();
    };
  }

  /** Sends a line from time to time until nobody takes it any more. */
  static Behaviour endlessSlowly(String line) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      while (true) {
        exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        Thread.sleep(10);
      }
    };
  }

  /** Promises more than it sends before it closes the connection. */
  static Behaviour brokenAfter(String line) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 10_000);
      exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      throw new IOException("closed mid-way");
    };
  }

  /** Nobody listens any more. */
  void stop() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public void close() {
    stop();
    client.close();
  }
}
