package io.fivewhys.gateway;

import io.fivewhys.collect.Collector.Sight;
import io.fivewhys.collect.Look;
import io.fivewhys.diagnose.DeskRefused;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisFailed;
import io.fivewhys.fact.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one gateway, again and again, on one thread: so there are never two looks at once. What
 * is due meanwhile is left out and counted; what is wished for meanwhile is met by the next.
 */
final class GatewayWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayWatch.class);

  private final Gateway gateway;
  private final Diagnosing diagnosing;
  private final SweepTurns turns;
  private final SweepListener listener;
  private final Clock clock;
  private final SourceStates states;
  private final SweepTimes times;
  private final LastWell lastWell = new LastWell();
  private final Thread thread;

  /** Those who wait for a sweep that has not begun. Guarded by times. */
  private List<CompletableFuture<SweepResult>> waiting = new ArrayList<>();

  private volatile Optional<SweepResult> last = Optional.empty();
  private volatile Optional<Instant> sweptAt = Optional.empty();
  private volatile Optional<String> failure = Optional.empty();
  private volatile boolean elsewhere;

  /**
   * @param delay until the first look
   */
  GatewayWatch(
      Gateway gateway,
      Duration delay,
      Diagnosing diagnosing,
      SweepTurns turns,
      SweepListener listener,
      Clock clock) {
    this.gateway = gateway;
    this.turns = turns;
    this.diagnosing = diagnosing;
    this.listener = listener;
    this.clock = clock;
    states = new SourceStates(gateway.collector().names());
    times = new SweepTimes(gateway.interval(), delay);
    thread = Thread.ofVirtual().name("sweep " + gateway.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  String name() {
    return gateway.name();
  }

  GatewayView view() {
    return new GatewayView(
        gateway.name(),
        gateway.namespace(),
        gateway.labels(),
        gateway.interval(),
        gateway.window(),
        last,
        sweptAt,
        failure,
        times.skipped(),
        elsewhere,
        states.all());
  }

  void soon() {
    times.wish();
  }

  /** The result of a sweep that begins after this call. */
  SweepResult now() throws InterruptedException {
    var result = new CompletableFuture<SweepResult>();
    synchronized (times) {
      if (times.isClosed()) {
        throw new DeskRefused(DeskRefused.Reason.DRAINING);
      }
      waiting.add(result);
      times.demand();
    }
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static RuntimeException rethrown(Throwable failure) {
    return switch (failure) {
      case RuntimeException known -> known;
      case Error broken -> throw broken;
      default -> new IllegalStateException(failure);
    };
  }

  private void run() {
    try {
      while (true) {
        List<CompletableFuture<SweepResult>> asking;
        SweepTimes.Next next;
        synchronized (times) {
          next = times.awaitNext();
          if (next == SweepTimes.Next.END) {
            return;
          }
          asking = taken();
        }
        if (next == SweepTimes.Next.DUE && isAnothers()) {
          continue;
        }
        sweep(asking);
        long skipped = times.ended();
        if (skipped > 0) {
          LOG.warn("A look at {} took so long that {} more are left out", name(), skipped);
          listener.skipped(name(), skipped);
        }
      }
    } catch (InterruptedException _) {
      // Closing; those who wait hear of it there.
    }
  }

  private boolean isAnothers() {
    Optional<Duration> theirs = turns.othersFor(name(), gateway.interval());
    if (theirs.isPresent() != elsewhere) {
      elsewhere = theirs.isPresent();
      LOG.info("{} is looked at {}", name(), elsewhere ? "by another replica" : "by this one");
    }
    theirs.ifPresent(times::yield);
    return elsewhere;
  }

  private void sweep(List<CompletableFuture<SweepResult>> asking) throws InterruptedException {
    long beganNanos = System.nanoTime();
    SweepResult result = null;
    Throwable why = null;
    try {
      result = looked();
      last = Optional.of(result);
      tell(Optional.empty());
    } catch (DeskRefused | DiagnosisFailed e) {
      if (!isStopping(e)) {
        tell(Optional.of(e.getMessage()));
      }
      why = e;
    } catch (InterruptedException e) {
      refuse(asking);
      throw e;
    } catch (RuntimeException | Error bug) {
      LOG.error("A look at {} failed by a fault of ours", name(), bug);
      failure = Optional.of("the service failed; its log says how");
      why = bug;
    }
    sweptAt = Optional.of(clock.instant());
    String outcome = result == null ? "failed" : result.diagnosis().verdict().toString();
    listener.swept(name(), outcome, Duration.ofNanos(System.nanoTime() - beganNanos));
    // Last, so that whoever waited finds all of it in the view.
    for (CompletableFuture<SweepResult> each : asking) {
      if (result == null) {
        each.completeExceptionally(why);
      } else {
        each.complete(result);
      }
    }
    if (why instanceof DeskRefused && !isStopping(why)) {
      // It was a rush; what an alert asked for must not wait for a whole interval.
      times.wish();
    }
  }

  private static boolean isStopping(Throwable why) {
    return why instanceof DeskRefused refused && refused.reason() == DeskRefused.Reason.DRAINING;
  }

  private SweepResult looked() throws InterruptedException {
    // Milliseconds are what logs and metrics have.
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var look = new Look(gateway.name(), gateway.namespace(), at, gateway.window());
    Sight sight = gateway.collector().look(look);
    states.heard(sight.results());
    sight.results().forEach(result -> listener.asked(name(), result));
    Snapshot snapshot = lastWell.bounded(sight.snapshot());
    Diagnosis diagnosis = diagnosing.diagnose(snapshot);
    lastWell.heard(sight.snapshot(), diagnosis);
    return new SweepResult(snapshot, diagnosis);
  }

  /** Logged when it changes, not at every look. */
  private void tell(Optional<String> now) {
    if (!now.equals(failure)) {
      now.ifPresentOrElse(
          why -> LOG.warn("No diagnosis of {}: {}", name(), why),
          () -> LOG.info("{} is diagnosed again", name()));
    }
    failure = now;
  }

  private List<CompletableFuture<SweepResult>> taken() {
    synchronized (times) {
      var taken = waiting;
      waiting = new ArrayList<>();
      return taken;
    }
  }

  private static void refuse(List<CompletableFuture<SweepResult>> waiting) {
    waiting.forEach(it -> it.completeExceptionally(new DeskRefused(DeskRefused.Reason.DRAINING)));
  }

  /** Looks no more; a look under way is broken off. */
  @Override
  public void close() {
    times.close();
    thread.interrupt();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refuse(taken());
  }
}
