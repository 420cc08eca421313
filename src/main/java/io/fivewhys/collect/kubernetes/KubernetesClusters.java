package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

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

  /**
   * One cluster. Has a lock of its own: credentials may come from a program that the kubeconfig
   * names, and one that hangs must not delay those who look at other clusters.
   */
  private static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private Cluster cluster;
    private Optional<FileTime> modified = Optional.empty();
  }

  private final SourceContext context;
  private final Map<Key, Slot> slots = new ConcurrentHashMap<>();
  private Vertx vertx;

  public KubernetesClusters(SourceContext context) {
    this.context = context;
  }

  /**
   * The cluster that this names. A kubeconfig that was changed since is read anew.
   *
   * @throws SourceFailed MISCONFIGURED when there is no such kubeconfig or context
   */
  Cluster of(KubernetesConfig config) throws SourceFailed, InterruptedException {
    var key =
        new Key(config.kubeconfig().map(it -> context.directory().resolve(it)), config.context());
    Optional<FileTime> modified =
        key.kubeconfig().isPresent()
            ? Optional.of(modified(key.kubeconfig().get()))
            : Optional.empty();
    Slot slot = slots.computeIfAbsent(key, _ -> new Slot());
    slot.lock.lockInterruptibly();
    try {
      if (slot.cluster == null || !slot.modified.equals(modified)) {
        Cluster made = connect(key);
        close(slot);
        slot.cluster = made;
        slot.modified = modified;
      }
      return slot.cluster;
    } finally {
      slot.lock.unlock();
    }
  }

  /**
   * A client of the cluster that this names, for whoever acts on it: nobody in this package writes.
   * To be asked for anew for each call, since it is closed when the kubeconfig changes.
   *
   * @throws SourceFailed MISCONFIGURED when there is no such kubeconfig or context
   */
  public KubernetesClient client(KubernetesConfig config)
      throws SourceFailed, InterruptedException {
    return of(config).client();
  }

  /** Forgets a cluster whose credentials are not accepted any more, so that they are read anew. */
  void forget(Cluster cluster) {
    for (Slot slot : slots.values()) {
      slot.lock.lock();
      try {
        if (slot.cluster == cluster) {
          close(slot);
        }
      } finally {
        slot.lock.unlock();
      }
    }
  }

  private static void close(Slot slot) {
    if (slot.cluster != null) {
      slot.cluster.close();
      slot.cluster = null;
    }
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
    var client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withKubernetesSerialization(ClusterJson.serialization())
            .withHttpClientFactory(new Vertx5HttpClientFactory(vertx()))
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

  private synchronized Vertx vertx() {
    if (vertx == null) {
      vertx =
          Vertx.vertx(
              new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setWorkerPoolSize(WORKERS));
    }
    return vertx;
  }

  @Override
  public void close() {
    for (Slot slot : slots.values()) {
      // Who still connects holds nothing that must be let go of.
      if (slot.lock.tryLock()) {
        try {
          close(slot);
        } finally {
          slot.lock.unlock();
        }
      }
    }
    synchronized (this) {
      if (vertx != null) {
        vertx.close();
      }
    }
  }
}
