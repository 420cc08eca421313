package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fivewhys.collect.SourceFailed.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An informer of one kind, and whether it still can be believed.
 *
 * <p>The client's informer lists, watches, resumes a watch that ended and lists again when the
 * server has forgotten where it was (410). It does not say when its connection died without a word;
 * hence the signs of life.
 */
final class KindInformer<S extends HasMetadata, T extends HasMetadata> implements AutoCloseable {
  private static final long PAGE = 500;
  static final int MOST_OBJECTS = 20_000;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** A watch of which nothing is heard for this long is made anew: it may be dead. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

  private final WatchedKind.Version<S, T> version;
  private final Clock clock;
  private final KeptObjects<S> objects;
  private final SharedIndexInformer<S> informer;
  private final CompletableFuture<Void> started;
  private volatile ApiFailure failure;
  private volatile ApiFailure trouble;
  private long changes;
  private String resourceVersion = "";
  private Instant heardAt;
  private Instant watchingAt;

  KindInformer(
      KubernetesClient client,
      WatchedKind.Version<S, T> version,
      Optional<String> namespace,
      Clock clock) {
    this.version = version;
    this.clock = clock;
    this.objects = new KeptObjects<>(version.kept(), MOST_OBJECTS);
    this.heardAt = clock.instant();
    this.watchingAt = heardAt;
    var all = client.resources(version.type());
    Informable<S> place =
        namespace.isPresent() ? all.inNamespace(namespace.get()) : all.inAnyNamespace();
    this.informer =
        place
            .withLimit(PAGE)
            .runnableInformer(0)
            .removeNamespaceIndex()
            .itemStore(objects)
            .exceptionHandler((_, thrown) -> goesOnAfter(thrown));
    this.started = informer.start().toCompletableFuture();
  }

  /**
   * A lack of rights does not pass by trying again at once; whoever checks the rights starts anew.
   */
  private boolean goesOnAfter(Throwable thrown) {
    ApiFailure why = ApiFailure.of(thrown);
    boolean refused =
        why.code() == Code.FORBIDDEN
            || why.code() == Code.UNAUTHENTICATED
            || why.code() == Code.NOT_FOUND;
    trouble = why;
    if (refused) {
      failure = why;
    }
    return !refused;
  }

  /** Waits until it has listed and watches, it has come to its end, or this much time is over. */
  void await(Duration longest) throws InterruptedException {
    try {
      started.get(Math.max(0, longest.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // What became of it is asked for by itself.
    }
  }

  WatchedKind.Version<S, T> version() {
    return version;
  }

  /** Why it stopped for good; empty while it goes on. */
  Optional<ApiFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /** What it met with last, whether it goes on or not; empty when nothing. */
  Optional<ApiFailure> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Whether there is more than is kept. */
  boolean isFull() {
    return objects.isFull();
  }

  /** Whether there was more than is kept, and now is room for it. */
  boolean hasRoomAgain() {
    return objects.isFull() && objects.size() < MOST_OBJECTS;
  }

  /** Whether all was listed and is being watched, but for a short pause between two watches. */
  synchronized boolean isFresh() {
    Instant now = clock.instant();
    if (informer.isWatching()) {
      watchingAt = now;
    }
    return failure == null
        && started.isDone()
        && !started.isCompletedExceptionally()
        && watchingAt.plus(LONGEST_PAUSE).isAfter(now);
  }

  /** Whether a watch is open at this moment. */
  boolean isWatching() {
    return failure == null && informer.isWatching();
  }

  /** Whether nothing was heard of the watch for so long that it may be dead. */
  synchronized boolean isSilent() {
    String latest = String.valueOf(informer.lastSyncResourceVersion());
    if (objects.changes() != changes || !latest.equals(resourceVersion)) {
      changes = objects.changes();
      resourceVersion = latest;
      heardAt = clock.instant();
    }
    return heardAt.plus(LONGEST_SILENCE).isBefore(clock.instant());
  }

  /** What is kept, in no order. */
  List<T> objects() {
    return objects.values().map(version.shown()).toList();
  }

  @Override
  public void close() {
    informer.stop();
  }
}
