package io.fivewhys.collect.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A connection to a server that can be cut, frozen and mended; what goes through is not looked at.
 */
final class Link implements AutoCloseable {
  enum State {
    OPEN,
    /** Nobody listens any more, and what was open is reset. */
    CUT,
    /** Connections are accepted and stay open, and nothing comes through. */
    FROZEN
  }

  private final int server;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Socket> lost = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket listening;
  private volatile State state = State.OPEN;

  Link(int server) throws IOException {
    this.server = server;
    this.port = listen(0);
  }

  int port() {
    return port;
  }

  void become(State next) throws IOException {
    State before = state;
    state = next;
    if (next == State.CUT) {
      listening.close();
      closeAll();
    } else if (before == State.CUT) {
      listen(port);
    } else if (before == State.FROZEN) {
      closeAll();
    }
  }

  /** What is open now is never heard of again; what is opened from now on works. */
  void forgetOpenConnections() {
    sockets.forEach(lost::add);
  }

  private int listen(int wanted) throws IOException {
    ServerSocket socket = bound(wanted);
    listening = socket;
    Thread.startVirtualThread(() -> accept(socket));
    return socket.getLocalPort();
  }

  /** The port is free again a moment after whoever listened was closed. */
  private static ServerSocket bound(int wanted) throws IOException {
    long endNanos = System.nanoTime() + 5_000_000_000L;
    while (true) {
      var socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        return socket;
      } catch (BindException e) {
        socket.close();
        if (System.nanoTime() > endNanos) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket near = from.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.add(near);
        sockets.add(far);
        if (from.isClosed()) {
          // It was cut while this one came in.
          closeAll();
        }
        Thread.startVirtualThread(() -> pump(near, far));
        Thread.startVirtualThread(() -> pump(far, near));
      }
    } catch (IOException e) {
      // It was cut.
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] bytes = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (state == State.OPEN && !lost.contains(from)) {
          out.write(bytes, 0, read);
          out.flush();
        }
      }
    } catch (IOException e) {
      // One of the two hung up.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void closeAll() throws IOException {
    for (Socket each : sockets) {
      each.close();
    }
  }

  @Override
  public void close() throws IOException {
    become(State.CUT);
  }
}
