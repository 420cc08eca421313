package io.fivewhys.demo;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fivewhys.demo.app.ShopImages;
import io.fivewhys.demo.cluster.DemoCluster;
import io.fivewhys.demo.cluster.Image;
import io.fivewhys.demo.cluster.Pace;
import io.fivewhys.demo.data.Cache;
import io.fivewhys.demo.data.Database;
import io.fivewhys.demo.gateway.Gateway;
import io.fivewhys.demo.gateway.GatewayImage;
import io.fivewhys.demo.traffic.Seen;
import io.fivewhys.demo.traffic.Traffic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The shop, running from its start to its close. */
public final class DemoEstate implements AutoCloseable {
  public static final String NAMESPACE = "shop";

  private static final String GATEWAY_IMAGE = "shop/api-gateway:3.4.1";
  private static final List<String> ROUTES = List.of("/orders", "/payments", "/catalog");
  private static final Duration LATELY = Duration.ofSeconds(3);
  private static final Duration LONGEST_START = Duration.ofMinutes(3);

  private final Closing closing;
  private final Path directory;
  private final Database database;
  private final Cache cache;
  private final DemoCluster cluster;
  private final Gateway gateway;
  private final Traffic traffic;
  private final Faults faults;

  private DemoEstate(DemoOptions options, Closing closing) throws IOException, SQLException {
    this.closing = closing;
    directory = Files.createDirectories(options.directory());
    var pace = new Pace(options.pace());
    database = closing.later(new Database());
    database.create();
    cache = closing.later(new Cache());
    cluster =
        closing.later(new DemoCluster(NAMESPACE, pace, this::pull, List.of(this::tellGateway)));
    gateway =
        closing.later(
            new Gateway(
                cluster.network(),
                accessLog(),
                options.accessLogBytes(),
                options.upstreamTimeout(),
                pace));
    gateway.start();
    Shop.apply(cluster.store(), Map.of("DATABASE_URL", database.url(), "REDIS_URL", cache.url()));
    cluster.start();
    cluster.writeKubeconfig(kubeconfig());
    traffic = closing.later(new Traffic(gatewayAddress().toString(), options.requestsPerSecond()));
    faults = new Faults(options, cluster.store(), gateway, database, traffic);
  }

  /** Starts it and waits until every pod is ready and customers are served. */
  public static DemoEstate start(DemoOptions options) throws IOException, SQLException {
    var closing = new Closing();
    try {
      var estate = new DemoEstate(options, closing);
      await("every pod is ready", LONGEST_START, estate::everyPodIsReady);
      estate.traffic.start();
      estate.awaitTraffic();
      return estate;
    } catch (IOException | SQLException | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private Optional<Image> pull(String reference) {
    return reference.equals(GATEWAY_IMAGE)
        ? Optional.of(new GatewayImage(gateway))
        : new ShopImages().pull(reference);
  }

  private void tellGateway() {
    gateway.learn(cluster.store());
  }

  /** Brings a fault about; it takes a while until it shows. */
  public void inject(Fault fault) {
    faults.begin(fault);
  }

  /** Takes the fault back; it takes a while until all is well. */
  public void heal() {
    faults.end();
  }

  /** The fault that lasts, if any. */
  public Optional<Fault> fault() {
    return faults.active();
  }

  /** Waits until every route is served, and nothing fails. */
  public void awaitTraffic() {
    await("every route is served", LONGEST_START, this::everyRouteIsServed);
  }

  private boolean everyRouteIsServed() {
    return everyPodIsReady()
        && ROUTES.stream()
            .allMatch(
                route ->
                    seen().failureRatio(route, LATELY) == 0
                        && seen().statuses(route, LATELY).getOrDefault(200, 0L) >= 3);
  }

  private boolean everyPodIsReady() {
    return cluster.store().list(Deployment.class).stream()
        .allMatch(
            it ->
                it.getStatus() != null
                    && Objects.equals(it.getStatus().getReadyReplicas(), it.getSpec().getReplicas())
                    && Objects.equals(
                        it.getStatus().getUpdatedReplicas(), it.getSpec().getReplicas())
                    && Objects.equals(it.getStatus().getReplicas(), it.getSpec().getReplicas()));
  }

  /** Waits until it is so, with a look ten times a second. */
  static void await(String what, Duration most, BooleanSupplier isSo) {
    Instant end = Instant.now().plus(most);
    while (!isSo.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("after " + most + " it is not so that " + what);
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting until " + what, e);
      }
    }
  }

  /** What customers were answered lately. */
  public Seen seen() {
    return traffic.seen();
  }

  public URI gatewayAddress() {
    return URI.create("http://127.0.0.1:" + gateway.port());
  }

  /** Where the gateway's admin endpoints and metrics are. */
  public URI adminAddress() {
    return URI.create("http://127.0.0.1:" + gateway.managementPort());
  }

  public URI kubernetesAddress() {
    return URI.create(cluster.apiServer());
  }

  public Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  public Path accessLog() {
    return directory.resolve("access.log");
  }

  public int postgresPort() {
    return database.port();
  }

  public int redisPort() {
    return cache.port();
  }

  @Override
  public void close() {
    closing.close();
  }
}
