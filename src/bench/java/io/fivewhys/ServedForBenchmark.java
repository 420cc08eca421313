package io.fivewhys;

import io.fivewhys.http.ApiServer;
import io.fivewhys.revision.RulesService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** The service with its default settings and the shipped rules, on a free port. */
public final class ServedForBenchmark {
  private final RulesService rules;
  private final ApiServer server;
  private InetSocketAddress address;

  private ServedForBenchmark(Path directory) {
    var settings = onFreePort();
    rules = Wiring.rules(settings, directory, Clock.systemUTC());
    server = Wiring.server(settings, rules, Clock.systemUTC());
  }

  public static ServedForBenchmark start() throws IOException, InterruptedException {
    // Of its own, so that neither a directory of rules nor earlier revisions play a part.
    var served = new ServedForBenchmark(Files.createTempDirectory("fivewhys-bench"));
    served.rules.start();
    served.address = served.server.start();
    return served;
  }

  public InetSocketAddress address() {
    return address;
  }

  private static Settings onFreePort() {
    var all = Settings.defaults();
    var http = all.http();
    var onFreePort =
        new Settings.Http(
            http.host(),
            0,
            http.allowedHosts(),
            http.maxBodyBytes(),
            http.maxBodyBytesAtOnce(),
            http.maxHeaderBytes(),
            http.maxConnections(),
            http.headerTimeout(),
            http.bodyTimeout(),
            http.idleTimeout(),
            http.concurrency(),
            http.queue(),
            http.queueTimeout(),
            http.drain());
    return new Settings(
        onFreePort,
        all.rules(),
        all.data(),
        all.diagnosis(),
        all.escalation(),
        all.history(),
        all.log());
  }

  public void stop() throws InterruptedException {
    server.stop();
    rules.close();
  }
}
