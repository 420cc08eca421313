package io.fivewhys.demo.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fivewhys.demo.app.Service.Reply;
import io.fivewhys.demo.app.Service.Request;
import io.fivewhys.demo.cluster.ContainerProcess;
import io.fivewhys.demo.cluster.Image;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running service: listens, works within its limits, and ends when it is told or has to. */
final class AppProcess implements ContainerProcess {
  static final int PORT = 8080;
  private static final int THREADS = 8;
  private static final int QUEUE = 24;
  private static final int DRAIN_SECONDS = 1;
  private static final Exit TERMINATED = new Exit(143, false);
  private static final Exit FAILED = new Exit(1, false);

  private final Release release;
  private final Image.Container container;
  private final AppLog log;
  private final Cpu cpu;
  private final Memory memory;
  private final Workers workers = new Workers(THREADS, QUEUE);
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile HttpServer server;
  private volatile Service service;

  AppProcess(Release release, Image.Container container) {
    this.release = release;
    this.container = container;
    this.log = new AppLog(container.output(), release.name());
    this.cpu = new Cpu(container.cpuLimit());
    this.memory =
        new Memory(container.memoryLimit(), release.memory(), () -> end(Exit.OUT_OF_MEMORY, 0));
  }

  AppProcess started() {
    Thread.ofVirtual().name("main").start(this::main);
    return this;
  }

  private void main() {
    log.info(
        getClass(),
        "Starting %s v%s with PID 1 on %s"
            .formatted(release.name(), release.version(), container.pod()));
    long begun = System.nanoTime();
    try {
      cpu.use(release.start());
      service =
          release
              .maker()
              .make(
                  new Release.Surroundings(container.pod(), container.environment(), memory, log));
      listen();
      log.info(
          getClass(),
          "Started %s in %.3f seconds"
              .formatted(release.name(), (System.nanoTime() - begun) / 1e9));
    } catch (Exception e) {
      log.error(getClass(), "Application run failed", e);
      end(FAILED, 0);
    }
  }

  private synchronized void listen() throws IOException {
    if (ended.get()) {
      return;
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("exec-", 1).factory()));
    server.createContext(
        "/health", exchange -> send(exchange, new Reply(200, "{\"status\":\"UP\"}")));
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
    exchange.getRequestBody().readAllBytes();
    send(exchange, answer(request));
  }

  private Reply answer(Request request) {
    try {
      return workers.run(
          () -> {
            cpu.use(service.cost(request));
            return service.answer(request);
          });
    } catch (RejectedExecutionException e) {
      log.error(getClass(), request.method() + " " + request.path() + " refused", e);
      return new Reply(503, "{\"error\":\"Service Unavailable\"}");
    } catch (Exception e) {
      log.error(getClass(), request.method() + " " + request.path() + " failed", e);
      return new Reply(500, "{\"error\":\"Internal Server Error\"}");
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(reply.status(), body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void terminate() {
    Thread.ofVirtual()
        .name("shutdown")
        .start(
            () -> {
              log.info(getClass(), "Commencing graceful shutdown");
              end(TERMINATED, DRAIN_SECONDS);
            });
  }

  @Override
  public void kill() {
    end(Exit.KILLED, 0);
  }

  private void end(Exit exit, int drainSeconds) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    if (drainSeconds == 0) {
      container.output().end();
    }
    synchronized (this) {
      if (server != null) {
        server.stop(drainSeconds);
      }
    }
    close();
    container.output().end();
    container.onExit().accept(exit);
  }

  private void close() {
    try {
      if (service != null) {
        service.close();
      }
    } catch (SQLException e) {
      log.error(getClass(), "Shutdown failed", e);
    }
  }

  @Override
  public OptionalInt portOf(int containerPort) {
    var listening = server;
    return listening == null || ended.get() || containerPort != PORT
        ? OptionalInt.empty()
        : OptionalInt.of(listening.getAddress().getPort());
  }

  @Override
  public Usage usage() {
    return new Usage(
        cpu.usedCores(),
        memory.usedBytes(),
        cpu.usedSeconds(),
        cpu.periods(),
        cpu.throttledPeriods());
  }
}
