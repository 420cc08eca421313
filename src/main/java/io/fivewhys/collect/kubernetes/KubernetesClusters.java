package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.vertx5.Vertx5HttpClientFactory;
import io.fivewhys.collect.SourceContext;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The clusters that gateways look at: one client, and one copy of what is watched, for all gateways
 * with the same kubeconfig and context. Safe for use by threads.
 */
public final class KubernetesClusters implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final int EVENT_LOOPS = 2;
  private static final int WORKERS = 4;

  private record Key(Optional<Path> kubeconfig, Optional<String> context) {}

  private record Known(Cluster cluster, Optional<FileTime> modified) {}

  private final SourceContext context;
  private final Map<Key, Known> clusters = new HashMap<>();
  private Vertx vertx;

  public KubernetesClusters(SourceContext context) {
    this.context = context;
  }

  /**
   * The cluster that this names. A kubeconfig that was changed since is read anew.
   *
   * @throws SourceFailed MISCONFIGURED when there is no such kubeconfig or context
   */
  synchronized Cluster of(KubernetesConfig config) throws SourceFailed {
    var key =
        new Key(config.kubeconfig().map(it -> context.directory().resolve(it)), config.context());
    Optional<FileTime> modified =
        key.kubeconfig().isPresent()
            ? Optional.of(modified(key.kubeconfig().get()))
            : Optional.empty();
    Known known = clusters.get(key);
    if (known != null && known.modified().equals(modified)) {
      return known.cluster();
    }
    Cluster cluster = connect(key);
    if (known != null) {
      known.cluster().close();
    }
    clusters.put(key, new Known(cluster, modified));
    return cluster;
  }

  /** Forgets a cluster whose credentials are not accepted any more, so that they are read anew. */
  synchronized void forget(Cluster cluster) {
    clusters.values().removeIf(it -> it.cluster() == cluster);
    cluster.close();
  }

  private static FileTime modified(Path kubeconfig) throws SourceFailed {
    try {
      return Files.getLastModifiedTime(kubeconfig);
    } catch (IOException e) {
      throw new SourceFailed(
          Code.MISCONFIGURED, "the kubeconfig " + kubeconfig + " cannot be read; is it there?", e);
    }
  }

  private Cluster connect(Key key) throws SourceFailed {
    Config config =
        new ConfigBuilder(read(key))
            .withConnectionTimeout((int) CONNECT.toMillis())
            .withRequestTimeout((int) REQUEST.toMillis())
            .withRequestRetryBackoffLimit(0)
            // One connection for everything would be lost for everything when it dies silently.
            .withHttp2Disable(true)
            .build();
    if (vertx == null) {
      vertx =
          Vertx.vertx(
              new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setWorkerPoolSize(WORKERS));
    }
    var client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withKubernetesSerialization(ClusterJson.serialization())
            .withHttpClientFactory(new Vertx5HttpClientFactory(vertx))
            .build();
    return new Cluster(client, context.clock());
  }

  private static Config read(Key key) throws SourceFailed {
    String wanted = key.context().orElse(null);
    try {
      Config config =
          key.kubeconfig().isPresent()
              ? Config.fromKubeconfig(wanted, key.kubeconfig().get().toFile())
              : Config.autoConfigure(wanted);
      boolean found =
          wanted == null
              || config.getCurrentContext() != null
                  && wanted.equals(config.getCurrentContext().getName());
      if (found) {
        return config;
      }
    } catch (RuntimeException e) {
      // Whatever the parsers underneath make of a file that is no kubeconfig.
      throw new SourceFailed(
          Code.MISCONFIGURED,
          "the kubeconfig "
              + key.kubeconfig().map(Path::toString).orElse("in its usual place")
              + " cannot be used: "
              + Said.line(String.valueOf(e.getMessage()), 200),
          e);
    }
    throw new SourceFailed(Code.MISCONFIGURED, "the kubeconfig has no context " + wanted);
  }

  @Override
  public synchronized void close() {
    clusters.values().forEach(it -> it.cluster().close());
    clusters.clear();
    if (vertx != null) {
      vertx.close();
    }
  }
}
