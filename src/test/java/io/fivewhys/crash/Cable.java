package io.fivewhys.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What leads to a server, and can be pulled out and put in again. */
final class Cable implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean pulled;

  Cable(int target) throws IOException {
    this.target = target;
    listening = new ServerSocket();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    Thread.ofVirtual().name("cable").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Whoever speaks is cut off in the middle, and nobody gets through. */
  void pull() {
    pulled = true;
    open.forEach(Cable::close);
    open.clear();
  }

  void plugIn() {
    pulled = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket from = listening.accept();
        if (pulled) {
          close(from);
          continue;
        }
        var to = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(from);
        open.add(to);
        Thread.ofVirtual().start(() -> pump(from, to));
        Thread.ofVirtual().start(() -> pump(to, from));
      }
    } catch (IOException closed) {
      pull();
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // The other direction ends too.
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    pull();
  }
}
