package io.fivewhys.collect.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real HTTP server that speaks the API and says what a test wants: the answer of the last rule
 * whose words a query holds, else no series at all.
 */
final class FakePrometheus implements AutoCloseable {
  static final String EMPTY =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";

  private static final String EMPTY_RANGE = EMPTY.replace("vector", "matrix");
  private static final String RANGE = "query_range";

  private final HttpServer server;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile CyclicBarrier together = new CyclicBarrier(1);

  /** What is answered to a query that holds these words. */
  private record Rule(String words, int status, String body, boolean never) {}

  /** A request as it came. */
  record Asked(String method, String path, Map<String, String> parameters, HttpExchange exchange) {
    String query() {
      return parameters.getOrDefault("query", "");
    }
  }

  FakePrometheus() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers queries that hold these words, or paths that end with them. */
  FakePrometheus says(String words, int status, String body) {
    rules.add(new Rule(words, status, body, false));
    return this;
  }

  FakePrometheus says(String words, String body) {
    return says(words, 200, body);
  }

  /** Never answers them. */
  FakePrometheus hangs(String words) {
    rules.add(new Rule(words, 0, "", true));
    return this;
  }

  /** Answers only when so many wait for an answer, and then these all. */
  FakePrometheus answersTogether(int many) {
    together = new CyclicBarrier(many);
    return this;
  }

  /** All requests so far. */
  List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  List<String> queries() {
    return asked().stream().map(Asked::query).toList();
  }

  int mostUnderWay() {
    return mostUnderWay.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String raw = exchange.getRequestURI().getRawQuery();
      var request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              parameters(raw == null ? body : raw),
              exchange);
      asked.add(request);
      Rule rule = rule(request);
      if (rule.never()) {
        closed.await();
      }
      together.await();
      byte[] bytes = rule.body().getBytes(StandardCharsets.UTF_8);
      underWay.decrementAndGet();
      exchange.sendResponseHeaders(rule.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException | BrokenBarrierException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Rule rule(Asked request) {
    boolean isRange = request.path().endsWith(RANGE);
    Rule rule = new Rule("", 200, isRange ? EMPTY_RANGE : EMPTY, false);
    for (Rule each : rules) {
      boolean isMeant =
          isRange
              ? each.words().equals(RANGE)
              : request.query().contains(each.words()) || request.path().endsWith(each.words());
      rule = isMeant ? each : rule;
    }
    return rule;
  }

  private static Map<String, String> parameters(String form) {
    Map<String, String> parameters = new HashMap<>();
    for (String each : form.split("&")) {
      int is = each.indexOf('=');
      if (is > 0) {
        parameters.put(
            each.substring(0, is),
            URLDecoder.decode(each.substring(is + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  /** A vector of series as {@code {"a":"b"} 3}. */
  static String vector(String... series) {
    return vectorWith("", series);
  }

  /**
   * @param more fields beside status and data, ending with a comma
   */
  static String vectorWith(String more, String... series) {
    List<String> results = new ArrayList<>();
    for (String each : series) {
      int space = each.lastIndexOf(' ');
      results.add(
          "{\"metric\":%s,\"value\":[1767614400.5,\"%s\"]}"
              .formatted(each.substring(0, space), each.substring(space + 1)));
    }
    return "{%s\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[%s]}}"
        .formatted(more, String.join(",", results));
  }

  static String error(String type, String words) {
    return "{\"status\":\"error\",\"errorType\":\"%s\",\"error\":\"%s\"}".formatted(type, words);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
