package io.fivewhys.http;

import io.fivewhys.http.access.Gate;
import io.fivewhys.http.call.ApiContract;
import io.fivewhys.http.call.BodyStream;
import io.fivewhys.http.call.HttpOptions;
import io.fivewhys.http.events.ChangeFeed;
import io.fivewhys.http.rule.StartedJobs;
import io.fivewhys.http.serve.Connections;
import io.fivewhys.http.serve.OnceOnly;
import io.fivewhys.http.serve.Readiness;
import io.fivewhys.http.serve.Responder;
import io.fivewhys.http.serve.Serving;
import io.fivewhys.http.serve.UnderWay;
import io.fivewhys.store.SessionWatch;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The service on a socket. Started once, stopped once. */
public final class ApiServer {
  private static final int MAX_REQUEST_LINE_BYTES = 8 << 10;

  /** For the last answers to leave, after everything has been answered. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final HttpOptions options;
  private final ApiParts parts;
  private final Readiness readiness;
  private final UnderWay underWay = new UnderWay();
  private final ChangeFeed feed;
  private final SessionWatch sessions;
  private final StartedJobs jobs;
  private Vertx vertx;
  private HttpServer server;

  public ApiServer(HttpOptions options, ApiParts parts) {
    this.options = options;
    this.parts = parts;
    jobs = new StartedJobs(parts.access().clock());
    readiness = new Readiness(parts.revision(), parts.storeIsUp());
    feed = StreamEvents.feed(parts);
    sessions = new SessionWatch(parts.kept().sessionEnds(), parts.storeIsUp());
  }

  /**
   * Listens.
   *
   * @return where, with the port that was free if 0 was asked for
   * @throws IOException when the address cannot be bound
   */
  public InetSocketAddress start() throws IOException, InterruptedException {
    vertx = Vertx.vertx(vertxOptions());
    var connections = new Connections(vertx, options);
    var responder = new Responder(vertx, connections);
    var apiRouter = apiRouter(responder);
    sessions.start();
    Router router = apiRouter.router(vertx);
    server =
        vertx
            .createHttpServer(serverOptions())
            .connectionHandler(connections::opened)
            .requestHandler(
                request -> {
                  connections.requestBegan(request.connection());
                  apiRouter.handle(request, router);
                })
            .invalidRequestHandler(apiRouter::invalid);
    try {
      server.listen().toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException failed) {
      sessions.close();
      await(vertx.close(), LAST_WORDS);
      var place = options.host() + ":" + options.port();
      throw new IOException(
          "cannot listen on " + place + ": " + failed.getCause().getMessage(), failed.getCause());
    }
    return new InetSocketAddress(options.host(), server.actualPort());
  }

  /**
   * Takes no more snapshots (503, as does {@code /health/ready}), waits for those under way, and
   * closes. Cancels jobs at once; closes the desk and the shadow too, and the way to those who
   * pressed buttons.
   *
   * @param drain longest wait
   * @return whether everything under way was answered
   */
  public boolean stop(Duration drain) throws InterruptedException {
    readiness.drain();
    feed.close();
    long endNanos = System.nanoTime() + drain.toNanos();
    jobs.close();
    boolean allAnswered =
        underWay.awaitNone(Duration.ofNanos(Math.max(0, endNanos - System.nanoTime())));
    Duration left = Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    // What is still in the queue now is refused, and its client hears so in the last second.
    boolean deskEmpty = parts.desk().drain(left);
    underWay.awaitNone(LAST_WORDS);
    parts.trial().shadow().close();
    parts.incidents().inbound().answers().close();
    await(
        server.shutdown(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS), LAST_WORDS.multipliedBy(2));
    await(vertx.close(), LAST_WORDS.multipliedBy(2));
    sessions.close();
    return allAnswered && deskEmpty;
  }

  /** {@link #stop(Duration)} with the drain of the options. */
  public boolean stop() throws InterruptedException {
    return stop(options.drain());
  }

  private ApiRouter apiRouter(Responder responder) {
    var contract = ApiContract.shipped();
    var once = new OnceOnly(parts.kept().keys(), parts.storeIsUp());
    var serving = new Serving(options, readiness, responder, underWay, once);
    var gate = new Gate(parts.access(), sessions, parts.metrics(), responder);
    Map<String, Handler<RoutingContext>> handlers =
        new HashMap<>(
            new ApiHandlers(serving, parts, contract, gate, sessions, jobs).byOperation());
    handlers.put(
        "streamEvents", new StreamEvents(vertx, options, readiness, responder, gate, feed));
    return new ApiRouter(
        contract,
        handlers,
        new HostCheck(options),
        gate,
        parts.metrics(),
        responder,
        new ConsoleRoutes(responder));
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        // Nothing is served from files, so nothing has to be unpacked into a temporary directory.
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  private HttpServerOptions serverOptions() {
    var server = new HttpServerOptions();
    server
        .setHost(options.host())
        .setPort(options.port())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(Math.toIntExact(options.idleTimeout().toMillis()));
    return server
        .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
        .setMaxHeaderSize(options.maxHeaderBytes())
        .setMaxChunkSize(BodyStream.CHUNK_BYTES)
        .setHandle100ContinueAutomatically(false)
        // One protocol to guard; nobody speaks HTTP/2 without TLS to a service like this.
        .setHttp2ClearTextEnabled(false);
  }

  private static void await(Future<Void> closing, Duration timeout) throws InterruptedException {
    try {
      closing
          .toCompletionStage()
          .toCompletableFuture()
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // Closing is the last thing done; what did not close is closed by the end of the process.
    }
  }
}
