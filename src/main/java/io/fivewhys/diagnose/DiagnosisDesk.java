package io.fivewhys.diagnose;

import io.fivewhys.fact.Snapshot;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Takes snapshots in turn: so many at once, so many waiting, and no more. Evaluations run on
 * platform threads, since they only compute.
 *
 * <p>Places are counted here and not by the executor's queue, so that a place is free exactly when
 * its thread is. Rules end within a budget of their own, which is also what frees their thread; an
 * evaluation that overruns the desk's deadline all the same, as what our own code does before and
 * after the rules might, is answered for and still occupies its place until it ends.
 */
public final class DiagnosisDesk implements AutoCloseable {
  private final Function<Snapshot, Diagnosis> diagnosing;
  private final DeskLimits limits;
  private final DeskListener listener;
  private final Semaphore places;
  private final AtomicInteger running = new AtomicInteger();
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean draining;

  /**
   * @param diagnosing must be safe for use by several threads
   */
  public DiagnosisDesk(
      Function<Snapshot, Diagnosis> diagnosing, DeskLimits limits, DeskListener listener) {
    this.diagnosing = diagnosing;
    this.limits = limits;
    this.listener = listener;
    places = new Semaphore(limits.threads() + limits.queue());
    threads =
        new ThreadPoolExecutor(
            limits.threads(),
            limits.threads(),
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons("diagnose-"));
    timer = new ScheduledThreadPoolExecutor(1, daemons("diagnose-deadline-"));
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Hands a snapshot in; returns at once.
   *
   * @throws DeskRefused when full or draining
   */
  public DiagnosisTicket submit(Snapshot snapshot) {
    if (draining) {
      throw refused(DeskRefused.Reason.DRAINING);
    }
    if (!places.tryAcquire()) {
      throw refused(DeskRefused.Reason.FULL);
    }
    var ticket = new DiagnosisTicket(this, snapshot);
    listener.queued();
    try {
      ticket.limitWaiting();
      threads.execute(ticket);
    } catch (RejectedExecutionException _) {
      // A drain began in between. The ticket gives its place back itself.
      ticket.refuse(DeskRefused.Reason.DRAINING);
      throw new DeskRefused(DeskRefused.Reason.DRAINING);
    }
    return ticket;
  }

  /** Whether a snapshot handed in now would be refused for want of a place. */
  public boolean isFull() {
    return places.availablePermits() == 0;
  }

  /** Whether it takes no more because the service stops. */
  public boolean isDraining() {
    return draining;
  }

  /** How many wait for a thread. */
  public int waiting() {
    int taken = limits.threads() + limits.queue() - places.availablePermits();
    return Math.max(0, taken - running.get());
  }

  /** How many threads evaluate, those beyond their deadline included. */
  public int running() {
    return running.get();
  }

  public DeskLimits limits() {
    return limits;
  }

  /**
   * Takes no more and waits until everything taken is answered. What still waits afterwards is
   * refused; what still runs is left to its daemon thread.
   *
   * @return whether everything was answered in time
   */
  public boolean drain(Duration timeout) throws InterruptedException {
    draining = true;
    threads.shutdown();
    boolean allAnswered = threads.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
    threads
        .shutdownNow()
        .forEach(left -> ((DiagnosisTicket) left).refuse(DeskRefused.Reason.DRAINING));
    timer.shutdownNow();
    return allAnswered;
  }

  /** Stops at once; whoever waits is refused. */
  @Override
  public void close() {
    try {
      drain(Duration.ZERO);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  Diagnosis evaluate(Snapshot snapshot) {
    return diagnosing.apply(snapshot);
  }

  DeskListener listener() {
    return listener;
  }

  ScheduledThreadPoolExecutor timer() {
    return timer;
  }

  void threadTaken() {
    running.incrementAndGet();
  }

  void threadFree() {
    running.decrementAndGet();
    places.release();
  }

  /** A ticket left the queue without ever getting a thread. */
  void leftQueue(DiagnosisTicket ticket) {
    threads.remove(ticket);
    places.release();
  }

  private DeskRefused refused(DeskRefused.Reason reason) {
    listener.refused(reason);
    return new DeskRefused(reason);
  }

  private static ThreadFactory daemons(String prefix) {
    return Thread.ofPlatform().name(prefix, 0).daemon().factory();
  }
}
