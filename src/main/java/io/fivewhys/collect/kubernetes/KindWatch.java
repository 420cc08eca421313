package io.fivewhys.collect.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fivewhys.collect.SourceFailed.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches one kind in one place, for as long as somebody looks. At each look it asks the API server
 * a cheap question of the same kind: so a right that was taken away, a server that is gone and an
 * API that is missing are told apart, and each is noticed when it comes back.
 */
final class KindWatch<T extends HasMetadata> implements AutoCloseable {
  private static final Duration CHECK_EVERY = Duration.ofSeconds(4);

  /**
   * What was heard this long ago still counts as the present, when one question goes astray and the
   * watch is still open.
   */
  private static final Duration STILL_PRESENT = Duration.ofSeconds(15);

  /**
   * Asks for an object that is not there: costs the server next to nothing, and needs the right to
   * list.
   */
  private static final ListOptions CHECK =
      new ListOptionsBuilder()
          .withFieldSelector("metadata.name=fivewhys-check")
          .withLimit(1L)
          .build();

  private static final ApiFailure LATE =
      new ApiFailure(Code.TIMEOUT, "another look at the cluster still waits for an answer");

  private static final ApiFailure CLOSED =
      new ApiFailure(Code.UNAVAILABLE, "the connection is being made anew");

  private final KubernetesClient client;
  private final ExecutorService threads;
  private final WatchedKind<T> kind;
  private final Optional<String> namespace;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private KindInformer<?, T> current;
  private KindInformer<?, T> next;
  private ApiFailure watchRefused;
  private Instant checkedAt;
  private Sight sight = new Sight.Waiting(Optional.empty());
  private boolean closed;
  private volatile Instant answeredAt;
  private volatile Instant usedAt;

  KindWatch(
      KubernetesClient client,
      ExecutorService threads,
      WatchedKind<T> kind,
      Optional<String> namespace,
      Clock clock) {
    this.client = client;
    this.threads = threads;
    this.kind = kind;
    this.namespace = namespace;
    this.clock = clock;
    this.usedAt = clock.instant();
  }

  Instant usedAt() {
    return usedAt;
  }

  /**
   * Looks. Who comes while another gateway looks waits for it; when that takes too long the kind is
   * lost to this look, since what was seen at an earlier one is not the present.
   *
   * @param checking longest time to wait for an answer
   * @param syncing longest time to wait for the first list behind it
   */
  SeenKind look(Duration checking, Duration syncing) throws InterruptedException {
    usedAt = clock.instant();
    if (!lock.tryLock(checking.plus(syncing).toMillis(), TimeUnit.MILLISECONDS)) {
      return seen(new Sight.Lost(LATE, answeredAt), List.of(), Optional.empty());
    }
    try {
      if (closed) {
        return seen(new Sight.Lost(CLOSED, answeredAt), List.of(), Optional.empty());
      }
      Instant now = clock.instant();
      // As long as no answer ever came, each look may be the one that finds the server.
      boolean checkedLately =
          checkedAt != null && answeredAt != null && checkedAt.plus(CHECK_EVERY).isAfter(now);
      if (!checkedLately || sight instanceof Sight.Waiting) {
        checkedAt = now;
        sight = examine(checking, syncing);
      } else if (sight instanceof Sight.Seen || sight instanceof Sight.TooMany) {
        sight = follow(current.version(), false, syncing);
      }
      List<T> objects = sight instanceof Sight.Seen ? read() : List.of();
      return seen(sight, objects, Optional.ofNullable(current).map(it -> it.version().name()));
    } finally {
      lock.unlock();
    }
  }

  private SeenKind seen(Sight how, List<T> objects, Optional<String> version) {
    return new SeenKind(
        kind.resource(),
        namespace.map(it -> "in " + it).orElse("in the cluster"),
        how,
        objects,
        version,
        kind.versions().getFirst().name());
  }

  private List<T> read() {
    try {
      return current.objects();
    } catch (RuntimeException e) {
      // The API server told of an object that an older API could not have told of.
      sight = new Sight.Lost(ApiFailure.of(e), answeredAt);
      return List.of();
    }
  }

  private Sight examine(Duration checking, Duration syncing) throws InterruptedException {
    for (WatchedKind.Version<?, T> version : kind.versions()) {
      Optional<ApiFailure> failure = check(version, checking);
      if (failure.isEmpty()) {
        boolean wasLost = sight instanceof Sight.Lost;
        answeredAt = clock.instant();
        return follow(version, wasLost, syncing);
      }
      Code code = failure.get().code();
      if (code == Code.FORBIDDEN || code == Code.UNAUTHENTICATED) {
        answeredAt = clock.instant();
        forget();
        return new Sight.Refused(failure.get(), "list");
      }
      // A server that has not even what every cluster has is none.
      if (code != Code.NOT_FOUND || version.isInEveryCluster()) {
        return lost(failure.get());
      }
    }
    answeredAt = clock.instant();
    forget();
    return new Sight.Missing();
  }

  private Sight lost(ApiFailure failure) {
    boolean lately = answeredAt != null && answeredAt.plus(STILL_PRESENT).isAfter(clock.instant());
    boolean present = lately && sight instanceof Sight.Seen && current.isWatching();
    return present ? sight : new Sight.Lost(failure, answeredAt);
  }

  /**
   * Empty when the API server lets us list this version. Asks a second time when there is no
   * answer: the first question may have gone into a connection that died silently.
   */
  private Optional<ApiFailure> check(WatchedKind.Version<?, T> version, Duration longest)
      throws InterruptedException {
    Duration half = longest.dividedBy(2);
    Optional<ApiFailure> first = checkOnce(version, half);
    return first.filter(it -> it.code() == Code.TIMEOUT).isPresent()
        ? checkOnce(version, half)
        : first;
  }

  private Optional<ApiFailure> checkOnce(WatchedKind.Version<?, T> version, Duration longest)
      throws InterruptedException {
    Future<Optional<ApiFailure>> answer = threads.submit(() -> ask(version));
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.of(
          new ApiFailure(
              Code.TIMEOUT,
              "the API server does not answer within " + longest.toMillis() / 1000.0 + " s"));
    } catch (ExecutionException e) {
      return Optional.of(ApiFailure.of(e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  private Optional<ApiFailure> ask(WatchedKind.Version<?, T> version) {
    try {
      var all = client.resources(version.type());
      if (namespace.isPresent()) {
        all.inNamespace(namespace.get()).list(CHECK);
      } else {
        all.list(CHECK);
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      ApiFailure failure = ApiFailure.of(e);
      // Rights are checked before anybody notices that there is no such API.
      boolean unknown =
          failure.code() == Code.FORBIDDEN
              && !version.isInEveryCluster()
              && !client.supports(version.type());
      return Optional.of(
          unknown
              ? new ApiFailure(Code.NOT_FOUND, "the cluster has no " + version.name())
              : failure);
    }
  }

  private Sight follow(WatchedKind.Version<?, T> version, boolean anew, Duration syncing)
      throws InterruptedException {
    if (anew || current != null && !current.version().equals(version)) {
      forget();
    }
    if (next != null && next.isSilent()) {
      next.close();
      next = null;
    }
    boolean spent =
        current == null || !current.isFresh() || current.isSilent() || current.hasRoomAgain();
    if (next == null && spent) {
      next = new KindInformer<>(client, version, namespace, clock);
    }
    if (next != null) {
      settle(syncing);
    }
    if (current != null && current.isFresh()) {
      return current.isFull() ? new Sight.TooMany(KindInformer.MOST_OBJECTS) : new Sight.Seen();
    }
    if (watchRefused != null) {
      return new Sight.Refused(watchRefused, "watch");
    }
    return new Sight.Waiting(next == null ? Optional.empty() : next.trouble());
  }

  /** Lets the next informer take the current one's place once it knows as much. */
  private void settle(Duration syncing) throws InterruptedException {
    boolean urgent = current == null || !current.isFresh();
    next.await(urgent ? syncing : Duration.ZERO);
    if (next.failure().isPresent()) {
      watchRefused = next.failure().get();
      next.close();
      next = null;
    } else if (next.isFresh()) {
      watchRefused = null;
      if (current != null) {
        current.close();
      }
      current = next;
      next = null;
    }
  }

  private void forget() {
    watchRefused = null;
    if (next != null) {
      next.close();
      next = null;
    }
    if (current != null) {
      current.close();
      current = null;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      forget();
    } finally {
      lock.unlock();
    }
  }
}
