package io.fivewhys.collect.breaker;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A real server on 127.0.0.1 that answers by path; all else is 404. */
final class AdminServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param status 0 for none at all
   */
  private record Answer(int status, String body) {}

  AdminServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          Answer answer =
              answers.getOrDefault(
                  exchange.getRequestURI().toString(),
                  answers.getOrDefault(
                      exchange.getRequestURI().getPath(), new Answer(404, "not found")));
          if (answer.status() == 0) {
            await();
          }
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          try (exchange) {
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * @param path without a query for any query
   */
  AdminServer answer(String path, String body) {
    return answer(path, 200, body);
  }

  AdminServer answer(String path, int status, String body) {
    answers.put(path, new Answer(status, body));
    return this;
  }

  /** Never answers there. */
  AdminServer hang(String path) {
    return answer(path, 0, "");
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Method, path and query of each. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
