package io.fivewhys.trial;

import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.Diagnosis;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.diagnose.Trial;
import io.fivewhys.fact.Snapshot;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleFiles;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one candidate answer live snapshots beside the rulebook in force, on a thread of its own,
 * after the live answer was given. What it concludes is compared and counted, and nothing else is
 * ever done with it.
 *
 * <p>The thread rests as long as it works, so that it takes at most half a core; snapshots that
 * find no place meanwhile are passed over and counted. When another revision is put in force,
 * counting begins anew, since the comparison was with the old one. A shadow is kept in memory only:
 * after a restart there is none. Safe for use by several threads.
 */
public final class Shadow implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);
  private static final long LONGEST_REST_MILLIS = 5_000;

  /** Others that keep the machine busy do not make a candidate slow. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final DiagnosisPolicy policy;
  private final Diagnoser diagnoser;
  private final Supplier<Rulebook> inForce;
  private final ShadowLimits limits;
  private final Clock clock;
  private final ShadowListener listener;
  private final Comparison comparison;
  private final AtomicReference<ShadowRun> current = new AtomicReference<>();
  private final Semaphore places;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final ThreadPoolExecutor thread;

  /**
   * @param inForce what live snapshots are answered with at the moment
   */
  public Shadow(
      DiagnosisPolicy policy,
      Supplier<Rulebook> inForce,
      ShadowLimits limits,
      Clock clock,
      ShadowListener listener) {
    this.policy = policy;
    diagnoser = new Diagnoser(policy);
    this.inForce = inForce;
    this.limits = limits;
    this.clock = clock;
    this.listener = listener;
    comparison = new Comparison(limits.leastConfidenceMove());
    places = new Semaphore(limits.mostWaiting());
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform()
                .name("shadow-", 0)
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .factory());
  }

  /**
   * Begins with a candidate that has passed its checks, in place of one that may be there.
   *
   * @param duration how long, more than zero; bounded by the limits
   */
  public ShadowStatus start(Rulebook candidate, String author, Duration duration) {
    Instant now = clock.instant();
    Duration allowed = duration.compareTo(limits.longest()) < 0 ? duration : limits.longest();
    var run =
        new ShadowRun(
            candidate,
            author,
            inForce.get().revision(),
            now,
            now.plus(allowed),
            policy.budget().time(),
            limits.mostListed());
    current.set(run);
    return status(run);
  }

  /**
   * A live snapshot was answered; returns at once and never throws.
   *
   * @param diagnosis the live answer
   */
  public void observe(Snapshot snapshot, Diagnosis diagnosis) {
    ShadowRun run = current.get();
    if (run == null || !run.runs(clock.instant())) {
      return;
    }
    long bytes = SnapshotWeight.bytes(snapshot);
    if (!places.tryAcquire()) {
      skip(run);
      return;
    }
    long before = waitingBytes.getAndAdd(bytes);
    try {
      if (before == 0 || before + bytes <= limits.mostWaitingBytes()) {
        var recorded = new RecordedSnapshot(diagnosis.id(), clock.instant(), snapshot);
        thread.execute(() -> work(run, recorded, diagnosis, bytes));
        return;
      }
      skip(run);
    } catch (RejectedExecutionException serviceStops) {
      // Nobody will ask for its status any more.
    }
    leave(bytes);
  }

  /** What it has found so far; empty when there is none. */
  public Optional<ShadowStatus> status() {
    return Optional.ofNullable(current.get()).map(this::status);
  }

  /**
   * The files to put in force, and what they were compared with.
   *
   * @param base revision that must still be in force
   */
  public record Promotion(RuleFiles files, String base) {}

  /** What promoting means; empty when there is no shadow, or one that failed. */
  public Optional<Promotion> promotion() {
    ShadowRun run = current.get();
    return run == null || status(run).state() == ShadowStatus.State.FAILED
        ? Optional.empty()
        : Optional.of(new Promotion(run.candidate().files(), run.base()));
  }

  /** Ends it and forgets what it found; false when there was none. */
  public boolean drop() {
    return current.getAndSet(null) != null;
  }

  /**
   * Ends it if it is still this one, after it was promoted.
   *
   * @param candidate its revision
   */
  public boolean drop(String candidate) {
    ShadowRun run = current.get();
    return run != null
        && run.candidate().revision().equals(candidate)
        && current.compareAndSet(run, null);
  }

  /** Takes no more; what is being evaluated is left to its daemon thread. */
  @Override
  public void close() {
    drop();
    thread.shutdown();
  }

  private ShadowStatus status(ShadowRun run) {
    run.runs(clock.instant());
    return run.status(inForce.get().revision());
  }

  private void work(ShadowRun run, RecordedSnapshot recorded, Diagnosis diagnosis, long bytes) {
    long beganNanos = System.nanoTime();
    try {
      if (run == current.get() && run.runs(clock.instant())) {
        compare(run, recorded, diagnosis);
      }
    } catch (RuntimeException bug) {
      LOG.error("The shadow could not compare a snapshot", bug);
    } finally {
      leave(bytes);
    }
    rest(System.nanoTime() - beganNanos);
  }

  private void compare(ShadowRun run, RecordedSnapshot recorded, Diagnosis diagnosis) {
    String answering = diagnosis.rulebook().revision();
    if (!run.base().equals(answering)) {
      if (!inForce.get().revision().equals(answering)) {
        // It was answered just before a change; what came before is not what is compared with.
        skip(run);
        return;
      }
      run.restart(answering, clock.instant());
    }
    long beganNanos = System.nanoTime();
    long beganCpuNanos = CPU.getCurrentThreadCpuTime();
    Side candidate = Side.of(diagnoser, run.candidate(), recorded.snapshot());
    Duration worked = Duration.ofNanos(CPU.getCurrentThreadCpuTime() - beganCpuNanos);
    Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
    Side live = new Side.Answered(diagnosis, () -> liveTrial(answering, recorded.snapshot()));
    Optional<ChangedDiagnosis> change = comparison.of(recorded, live, candidate);
    run.count(change, worked);
    listener.evaluated(took);
    change.ifPresent(listener::differed);
    if (candidate instanceof Side.Failed failed) {
      listener.failed(failed.failure().code());
    }
  }

  /** Live answers do not carry what each rule concluded. */
  private Optional<Trial> liveTrial(String answering, Snapshot snapshot) {
    Rulebook rulebook = inForce.get();
    return rulebook.revision().equals(answering)
        ? Side.trial(diagnoser, rulebook, snapshot)
        : Optional.empty();
  }

  private void skip(ShadowRun run) {
    run.skip();
    listener.skipped();
  }

  private void leave(long bytes) {
    waitingBytes.addAndGet(-bytes);
    places.release();
  }

  private static void rest(long workedNanos) {
    try {
      Thread.sleep(Math.min(LONGEST_REST_MILLIS, TimeUnit.NANOSECONDS.toMillis(workedNanos)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
