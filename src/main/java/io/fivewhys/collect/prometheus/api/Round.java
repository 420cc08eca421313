package io.fivewhys.collect.prometheus.api;

import io.fivewhys.collect.SourceFailed;
import io.fivewhys.collect.SourceFailed.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Asks the queries of one look, so many side by side, until its time is up. */
public final class Round {
  private static final Set<Code> NOBODY =
      EnumSet.of(Code.TIMEOUT, Code.UNREACHABLE, Code.UNTRUSTED, Code.UNAUTHENTICATED);

  private final PrometheusApi api;
  private final Remembered remembered;
  private final Instant at;
  private final Duration longest;
  private final int abreast;
  private final Semaphore places;
  private final long beganNanos = System.nanoTime();
  private final Answers answers = new Answers();
  private final Luck luck;

  /**
   * @param at the instant that is asked about
   * @param longest time for all queries together
   * @param abreast most queries under way at once
   */
  public Round(
      PrometheusApi api, Remembered remembered, Instant at, Duration longest, int abreast) {
    this.api = api;
    this.remembered = remembered;
    this.at = at;
    this.longest = longest;
    this.abreast = abreast;
    this.places = new Semaphore(abreast);
    this.luck = new Luck(abreast);
  }

  /** Nobody answered, rather than an answer being no good. */
  public static boolean isNobody(SourceFailed failure) {
    return NOBODY.contains(failure.code());
  }

  /** What all queries so far gave. */
  public Answers answers() {
    return answers;
  }

  /** Asks all of them and waits; each gives an answer or a failure. */
  public void ask(Collection<Asking> askings) throws InterruptedException {
    List<Asking> all = List.copyOf(askings);
    List<Callable<Told>> calls = new ArrayList<>();
    all.forEach(asking -> calls.add(() -> told(asking)));
    long leftNanos = Math.max(0, longest.toNanos() - (System.nanoTime() - beganNanos));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Told>> futures = threads.invokeAll(calls, leftNanos, TimeUnit.NANOSECONDS);
      for (int i = 0; i < all.size(); i++) {
        keep(all.get(i), futures.get(i));
      }
    }
  }

  private void keep(Asking asking, Future<Told> future) throws InterruptedException {
    try {
      answers.put(asking, future.get());
    } catch (CancellationException e) {
      answers.put(asking, late());
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SourceFailed failed -> answers.put(asking, failed);
        case InterruptedException _ -> answers.put(asking, late());
        case Throwable bug -> throw new IllegalStateException("a query failed by itself", bug);
      }
    }
  }

  private Told told(Asking asking) throws SourceFailed, InterruptedException {
    Optional<Told> known =
        asking.mayBeOld() ? remembered.get(asking.promql().orElseThrow(), at) : Optional.empty();
    if (known.isPresent()) {
      return known.get();
    }
    places.acquire();
    try {
      luck.check();
      Told told = asked(asking);
      luck.good();
      if (asking.mayBeOld()) {
        remembered.put(asking.promql().orElseThrow(), at, told);
      }
      return told;
    } catch (SourceFailed e) {
      luck.bad(e);
      throw e;
    } finally {
      places.release();
    }
  }

  private Told asked(Asking asking) throws SourceFailed, InterruptedException {
    if (asking.promql().isEmpty()) {
      return api.alerts();
    }
    String promql = asking.promql().get();
    return asking.range().isPresent()
        ? api.range(promql, asking.range().get())
        : api.instant(promql, at);
  }

  private SourceFailed late() {
    return new SourceFailed(
        Code.TIMEOUT,
        "no answer within %s s, with %d queries at once"
            .formatted(longest.toMillis() / 1000.0, abreast));
  }

  /**
   * Where as many queries as are asked at once found nobody to answer, and none was answered, the
   * others would only wait in vain for the same. What is wrong with one query says nothing of
   * others.
   */
  private static final class Luck {
    private final int patience;
    private boolean wasGood;
    private int failures;
    private SourceFailed last;

    Luck(int patience) {
      this.patience = patience;
    }

    synchronized void good() {
      wasGood = true;
    }

    synchronized void bad(SourceFailed failure) {
      if (isNobody(failure)) {
        failures++;
        last = failure;
      }
    }

    synchronized void check() throws SourceFailed {
      if (!wasGood && failures >= patience) {
        throw new SourceFailed(last.code(), last.getMessage());
      }
    }
  }
}
