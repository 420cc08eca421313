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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A cluster and what is watched of it, shared by all gateways that look at it with the same
 * credentials. What nobody has looked at for a while is not watched any longer.
 */
final class Cluster implements AutoCloseable {
  private static final Duration UNUSED = Duration.ofMinutes(15);

  /** Of the time that there is for a look, what the answer to a question may take. */
  private static final int CHECKING_PERCENT = 40;

  private static final int GREETING_PERCENT = 60;

  private record Key(Class<? extends HasMetadata> kind, Optional<String> namespace) {}

  private final KubernetesClient client;
  private final Clock clock;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("kubernetes-", 0).factory());
  private final Map<Key, KindWatch<?>> watches = new ConcurrentHashMap<>();

  private volatile boolean greeted;
  private volatile boolean closed;

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
    long beganNanos = System.nanoTime();
    Map<Class<? extends HasMetadata>, List<Future<SeenKind>>> looks = new LinkedHashMap<>();
    try {
      greet(longest.multipliedBy(GREETING_PERCENT).dividedBy(100));
      Duration left = longest.minusNanos(System.nanoTime() - beganNanos);
      Duration checking = left.multipliedBy(CHECKING_PERCENT).dividedBy(100);
      for (Class<? extends HasMetadata> kind : kinds) {
        List<Future<SeenKind>> places = new ArrayList<>();
        looks.put(kind, places);
        for (KindWatch<?> each : watches(kind, namespaces)) {
          places.add(threads.submit(() -> each.look(checking, left.minus(checking))));
        }
      }
      Map<Class<? extends HasMetadata>, List<SeenKind>> seen = new LinkedHashMap<>();
      for (var each : looks.entrySet()) {
        seen.put(each.getKey(), answers(each.getValue()));
      }
      if (closed) {
        throw renewed(null);
      }
      return SeenObjects.of(seen);
    } catch (RejectedExecutionException e) {
      throw renewed(e);
    } catch (ExecutionException e) {
      // Who closes it interrupts those who look and takes the client from under them.
      if (closed) {
        throw renewed(e);
      }
      throw new IllegalStateException("a look at a kind failed", e.getCause());
    } finally {
      looks.values().forEach(all -> all.forEach(it -> it.cancel(true)));
    }
  }

  private static List<SeenKind> answers(List<Future<SeenKind>> looks)
      throws ExecutionException, InterruptedException {
    List<SeenKind> answers = new ArrayList<>();
    for (Future<SeenKind> each : looks) {
      answers.add(each.get());
    }
    return answers;
  }

  /** Another gateway found that the credentials are not accepted, and closed it meanwhile. */
  private static SourceFailed renewed(Exception cause) {
    return new SourceFailed(
        Code.UNAVAILABLE, "the connection is being made anew; it is back at the next look", cause);
  }

  /**
   * Until the server has answered once: the first question of a process waits for the client to be
   * loaded and connected, which all kinds would wait for at once. What comes of it does not matter.
   */
  private void greet(Duration longest) throws InterruptedException {
    if (greeted) {
      return;
    }
    Future<?> greeting =
        threads.submit(
            () -> {
              client.getKubernetesVersion();
              greeted = true;
            });
    try {
      greeting.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It goes on, and the next look gains by it; each kind says itself that nobody answers.
    } catch (ExecutionException e) {
      greeted = true;
    }
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
    closed = true;
    threads.shutdownNow();
    watches.values().forEach(KindWatch::close);
    watches.clear();
    client.close();
  }
}
