package io.fivewhys.collect.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server on 127.0.0.1 that says byte by byte what a test wants, HTTP or not. */
public final class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();

  /** What happens after the request's head was read. */
  public interface Saying {
    void to(OutputStream client) throws Exception;
  }

  private RawServer(ServerSocket server) {
    this.server = server;
  }

  public static RawServer saying(Saying saying) throws IOException {
    var server = new RawServer(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
    Thread.ofVirtual().start(() -> server.serve(saying));
    return server;
  }

  /** Says a text and closes. */
  public static RawServer saying(String text) throws IOException {
    return saying(client -> client.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Accepts and never answers. */
  public static RawServer hung() throws IOException {
    return saying(_ -> new CountDownLatch(1).await());
  }

  /** An address where nobody listens. */
  public static URI nobody() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Waits until somebody has asked. */
  public void awaitAsked() throws InterruptedException {
    asked.await();
  }

  /** How many requests came so far. */
  public int requests() {
    return requests.get();
  }

  private void serve(Saying saying) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> answer(client, saying));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket client, Saying saying) {
    try (client) {
      var in = client.getInputStream();
      for (int ends = 0, at; ends < 4 && (at = in.read()) >= 0; ) {
        ends = at == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
      }
      requests.incrementAndGet();
      asked.countDown();
      saying.to(client.getOutputStream());
    } catch (Exception e) {
      // The client has gone, or the test is over.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
