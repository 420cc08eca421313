package io.fivewhys.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetSocketAddress;

/** A Vert.x router on one event loop, as the service has it, with nothing behind it. */
final class EchoServer {
  private static final String HOST = "127.0.0.1";

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

  InetSocketAddress start() {
    Router router = Router.router(vertx);
    router
        .post("/api/v1/diagnoses")
        .handler(BodyHandler.create(false))
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .end(context.body().buffer()));
    var server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost(HOST).setPort(0))
            .requestHandler(router);
    server.listen().toCompletionStage().toCompletableFuture().join();
    return new InetSocketAddress(HOST, server.actualPort());
  }

  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
