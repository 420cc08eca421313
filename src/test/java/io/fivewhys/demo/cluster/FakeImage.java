package io.fivewhys.demo.cluster;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Containers that answer 200 until a test ends them. */
final class FakeImage implements Image {
  private final List<Running> started = new CopyOnWriteArrayList<>();

  /** One container. */
  static final class Running implements ContainerProcess {
    private final Container container;
    private final HttpServer server;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Running(Container container) {
      this.container = container;
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      container.output().write("started on " + container.pod());
    }

    Container container() {
      return container;
    }

    void exit(Exit exit) {
      if (ended.compareAndSet(false, true)) {
        server.stop(0);
        container.onExit().accept(exit);
      }
    }

    @Override
    public void terminate() {
      exit(new Exit(0, false));
    }

    @Override
    public void kill() {
      exit(Exit.KILLED);
    }

    @Override
    public OptionalInt portOf(int containerPort) {
      return ended.get() ? OptionalInt.empty() : OptionalInt.of(server.getAddress().getPort());
    }

    @Override
    public Usage usage() {
      return new Usage(0.1, 64 << 20, 1, 10, 0);
    }
  }

  @Override
  public ContainerProcess start(Container container) {
    var running = new Running(container);
    started.add(running);
    return running;
  }

  List<Running> started() {
    return started;
  }
}
