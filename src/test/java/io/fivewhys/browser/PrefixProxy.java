package io.fivewhys.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Has the service under a path, as an ingress does that strips a prefix; and can be cut off. */
final class PrefixProxy implements AutoCloseable {
  private static final String PREFIX = "/ops/why";

  /** Of the connection, not of the message. */
  private static final Set<String> OWN =
      Set.of("host", "connection", "content-length", "upgrade", "http2-settings");

  private final String target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();

  private PrefixProxy(String target, int port) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext(PREFIX + "/", this::pass);
    server.start();
  }

  static PrefixProxy before(String target) throws IOException {
    return new PrefixProxy(target, 0);
  }

  /** The same address again, after this one was closed. */
  PrefixProxy again() throws IOException {
    return new PrefixProxy(target, server.getAddress().getPort());
  }

  /** Where the console is, without a slash at its end. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PREFIX;
  }

  private void pass(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    URI passed = URI.create(target + asked.toString().substring(PREFIX.length()));
    var request =
        HttpRequest.newBuilder(passed)
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try (exchange) {
      var response = client.send(request.build(), BodyHandlers.ofInputStream());
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OWN.contains(name) && !name.equals("transfer-encoding")) {
                  values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
              });
      boolean empty = response.statusCode() == 204 || response.statusCode() == 304;
      exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : 0);
      try (InputStream in = response.body()) {
        copy(in, exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Piece by piece, as events come. */
  private static void copy(InputStream in, HttpExchange exchange) throws IOException {
    byte[] piece = new byte[8 << 10];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      exchange.getResponseBody().write(piece, 0, read);
      exchange.getResponseBody().flush();
    }
  }

  /** Cuts every connection. */
  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }
}
