package io.fivewhys.http;

import io.fivewhys.console.ConsoleFile;
import io.fivewhys.console.ConsoleFiles;
import io.fivewhys.console.ConsolePage;
import io.fivewhys.http.call.Reply;
import io.fivewhys.http.serve.Responder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The pages of the console and the files they are made of. They hold nothing that is worth
 * protecting, so they need no token: what they show comes from the API, which asks for one.
 */
final class ConsoleRoutes {
  /** First parts of the addresses of pages; the page finds the rest by itself. */
  private static final List<String> PAGES =
      List.of(
          "gateways",
          "incidents",
          "diagnoses",
          "rules",
          "playground",
          "sources",
          "actions",
          "silences",
          "policy",
          "notifications",
          "fixes",
          "audit",
          "help");

  private static final String ASSETS = "/assets/";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Supplier<ConsoleFiles> files;
  private final Responder responder;

  ConsoleRoutes(Responder responder) {
    this.responder = responder;
    String directory = System.getProperty("fivewhys.console.directory");
    if (directory == null) {
      var shipped = ConsoleFiles.shipped();
      files = () -> shipped;
    } else {
      files = () -> ConsoleFiles.in(Path.of(directory));
    }
  }

  void addTo(Router router) {
    router.get(ASSETS + "*").handler(this::asset);
    router.head(ASSETS + "*").handler(this::asset);
    router
        .get("/")
        .handler(
            routing -> {
              if (isBrowser(routing.request())) {
                page(routing);
              } else {
                routing.next();
              }
            });
    for (String page : PAGES) {
      for (String route : List.of("/" + page, "/" + page + "/*")) {
        router.get(route).handler(this::page);
        router.head(route).handler(this::page);
      }
    }
  }

  /** Scripts get the list of what there is in JSON. */
  private static boolean isBrowser(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }

  private void page(RoutingContext routing) {
    var page = ConsolePage.at(routing.request().path(), files.get());
    Reply reply = Reply.ok("text/html; charset=utf-8", page.html());
    for (var header : page.headers().entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    responder.send(routing.request(), reply.with("Vary", "Accept"));
  }

  private void asset(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    String path = request.path().substring(ASSETS.length());
    int slash = path.indexOf('/');
    var now = files.get();
    var found = now.find(path.substring(slash + 1));
    if (slash < 0 || found.isEmpty()) {
      routing.next();
      return;
    }
    boolean current = path.substring(0, slash).equals(now.version());
    responder.send(request, reply(request, found.get(), current));
  }

  /** A page of an older build gets what there is, and may not keep it under that name. */
  private static Reply reply(HttpServerRequest request, ConsoleFile file, boolean current) {
    String encodings = request.getHeader("Accept-Encoding");
    boolean gzip = encodings != null && encodings.contains("gzip");
    Reply reply = Reply.ok(file.mediaType(), gzip ? file.gzipped() : file.bytes());
    reply = gzip ? reply.with("Content-Encoding", "gzip") : reply;
    reply = current ? reply.with("Cache-Control", FOR_EVER) : reply;
    return reply.with("Vary", "Accept-Encoding");
  }
}
