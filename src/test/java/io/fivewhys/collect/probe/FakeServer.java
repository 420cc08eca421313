package io.fivewhys.collect.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Accepts connections on this machine and does with each what it is told. */
final class FakeServer implements AutoCloseable {
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch hungUp = new CountDownLatch(1);

  /** What a server does with a connection. */
  interface Manners {
    void serve(Socket socket) throws Exception;
  }

  FakeServer(Manners manners) {
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError("no port", e);
    }
    Thread.ofVirtual()
        .start(
            () -> {
              while (!listening.isClosed()) {
                accept(manners);
              }
            });
  }

  private void accept(Manners manners) {
    try {
      Socket socket = listening.accept();
      open.add(socket);
      Thread.ofVirtual()
          .start(
              () -> {
                try (socket) {
                  manners.serve(socket);
                } catch (Exception e) {
                  // The probe has hung up.
                } finally {
                  hungUp.countDown();
                }
              });
    } catch (IOException e) {
      // It was closed.
    }
  }

  /** Accepts, and never says anything. */
  static FakeServer hanging() {
    return new FakeServer(socket -> socket.getInputStream().readAllBytes());
  }

  /** Says this, and then nothing. */
  static FakeServer saying(byte[] bytes) {
    return new FakeServer(
        socket -> {
          socket.getOutputStream().write(bytes);
          socket.getInputStream().readAllBytes();
        });
  }

  static FakeServer saying(String text) {
    return saying(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Says one byte after the other, for ever. */
  static FakeServer dripping(byte[] bytes, int millis) {
    return new FakeServer(
        socket -> {
          for (int i = 0; true; i++) {
            socket.getOutputStream().write(bytes[i % bytes.length]);
            TimeUnit.MILLISECONDS.sleep(millis);
          }
        });
  }

  /** Accepts, and closes at once. */
  static FakeServer closing() {
    return new FakeServer(Socket::close);
  }

  /** Whether a connection has ended, which it is given a while for. */
  boolean isHungUp() throws InterruptedException {
    return hungUp.await(5, TimeUnit.SECONDS);
  }

  /** A port of this machine at which nobody listens. */
  static int nobody() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError("no port", e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
