package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * A cluster and what is watched of it, shared by all gateways that look at it with the same
 * credentials. What nobody has looked at for a while is not watched any longer.
 */
final class Cluster implements AutoCloseable {
  private static final Duration UNUSED = Duration.ofMinutes(15);

  /** Of the time that there is for a look, what the answer to a question may take. */
  private static final int CHECKING_PERCENT = 40;

  private record Key(Class<? extends HasMetadata> kind, Optional<String> namespace) {}

  private final KubernetesClient client;
  private final Clock clock;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("kubernetes-", 0).factory());
  private final Map<Key, KindWatch<?>> watches = new ConcurrentHashMap<>();

  Cluster(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  KubernetesClient client() {
    return client;
  }

  /** Its address, for messages. */
  String server() {
    return Said.line(String.valueOf(client.getMasterUrl()), 200);
  }

  /**
   * Looks at all these kinds at once.
   *
   * @param longest time that this may take
   * @throws SourceFailed UNAVAILABLE when it was closed meanwhile
   */
  SeenObjects look(
      Collection<Class<? extends HasMetadata>> kinds, List<String> namespaces, Duration longest)
      throws SourceFailed, InterruptedException {
    closeUnused();
    Map<Class<? extends HasMetadata>, List<KindWatch<?>>> wanted = new LinkedHashMap<>();
    for (Class<? extends HasMetadata> kind : kinds) {
      wanted.put(kind, watches(kind, namespaces));
    }
    Duration checking = longest.multipliedBy(CHECKING_PERCENT).dividedBy(100);
    List<Future<?>> looks = new ArrayList<>();
    try {
      for (KindWatch<?> each : wanted.values().stream().flatMap(List::stream).toList()) {
        looks.add(
            threads.submit(
                () -> {
                  each.look(checking, longest.minus(checking));
                  return null;
                }));
      }
      for (Future<?> each : looks) {
        each.get();
      }
    } catch (RejectedExecutionException e) {
      throw renewed(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RejectedExecutionException) {
        throw renewed(e);
      }
      throw new IllegalStateException("a look at a kind failed", e.getCause());
    } finally {
      looks.forEach(it -> it.cancel(true));
    }
    return SeenObjects.of(wanted);
  }

  /** Another gateway found that the credentials are not accepted, and closed it meanwhile. */
  private static SourceFailed renewed(Exception cause) {
    return new SourceFailed(
        Code.UNAVAILABLE, "the connection is being made anew; it is back at the next look", cause);
  }

  private List<KindWatch<?>> watches(Class<? extends HasMetadata> type, List<String> namespaces) {
    WatchedKind<?> kind = WatchedKinds.of(type);
    List<Optional<String>> places =
        kind.isNamespaced()
            ? namespaces.stream().map(Optional::of).toList()
            : List.of(Optional.empty());
    List<KindWatch<?>> found = new ArrayList<>();
    for (Optional<String> place : places) {
      found.add(
          watches.computeIfAbsent(
              new Key(type, place), _ -> new KindWatch<>(client, threads, kind, place, clock)));
    }
    return found;
  }

  private void closeUnused() {
    Instant now = clock.instant();
    watches
        .values()
        .removeIf(
            it -> {
              boolean unused = it.usedAt().plus(UNUSED).isBefore(now);
              if (unused) {
                it.close();
              }
              return unused;
            });
  }

  @Override
  public void close() {
    threads.shutdownNow();
    watches.values().forEach(KindWatch::close);
    watches.clear();
    client.close();
  }
}
