package io.fivewhys;

import io.fivewhys.http.ApiServer;
import io.fivewhys.rulebook.Rulebook;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;

/** The service with its default settings and the shipped rules, on a free port. */
public final class ServedForBenchmark {
  private final Rulebook rulebook = Rulebook.shipped();
  private final ApiServer server = Wiring.server(onFreePort(), rulebook, Clock.systemUTC());
  private InetSocketAddress address;

  private ServedForBenchmark() {}

  public static ServedForBenchmark start() throws IOException, InterruptedException {
    var served = new ServedForBenchmark();
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
        onFreePort, all.rules(), all.diagnosis(), all.escalation(), all.history(), all.log());
  }

  public void stop() throws InterruptedException {
    server.stop();
  }
}
