package io.fivewhys;

import io.fivewhys.access.Anonymous;
import io.fivewhys.access.KnownToken;
import io.fivewhys.access.TokenStore;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.journal.Journals;
import io.fivewhys.database.Database;
import io.fivewhys.database.DatabaseOptions;
import io.fivewhys.gateway.setup.GatewaySetup;
import io.fivewhys.http.access.AccessParts;
import io.fivewhys.http.metrics.ServiceMetrics;
import io.fivewhys.notify.setup.NotificationSetup;
import io.fivewhys.revision.RulesService;
import io.fivewhys.store.SqlAudit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The service with its default settings and the shipped rules, on a free port. */
public final class ServedForBenchmark {
  private final RulesService rules;
  private final Service server;
  private InetSocketAddress address;

  private ServedForBenchmark(Path directory) {
    var settings = onFreePort();
    var metrics = new ServiceMetrics();
    var database = Database.open(DatabaseOptions.file(directory), Clock.systemUTC());
    var snapshots = Wiring.snapshots(settings, database);
    var rulebooks = Wiring.rulebooks(settings, directory);
    rules =
        Wiring.rules(
            settings, directory, rulebooks, metrics, snapshots, database, Clock.systemUTC());
    server =
        new Service(
            settings,
            rules,
            rulebooks,
            nobodyMayChange(directory, database),
            GatewaySetup.none(
                new SourceContext(Clock.systemUTC(), Map.of(), directory, directory),
                Journals.ofTheRunningService(Clock.systemUTC())),
            NotificationSetup.none(),
            metrics,
            snapshots,
            database,
            Clock.systemUTC());
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

  /** Nothing here asks for the token or writes the log. */
  private static AccessParts nobodyMayChange(Path data, Database database) {
    var environment = Map.of(TokenStore.VARIABLE, UUID.randomUUID().toString());
    var token = new TokenStore(environment, Optional.empty(), data).find().orElseThrow();
    return new AccessParts(
        KnownToken.of(token.secret()),
        Anonymous.READING,
        new SqlAudit(database),
        Clock.systemUTC());
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
        all.store(),
        all.access(),
        all.gateways(),
        all.notifications(),
        all.diagnosis(),
        all.escalation(),
        all.history(),
        all.log());
  }

  public void stop() throws InterruptedException {
    server.stop(Duration.ofSeconds(5));
    rules.close();
  }
}
