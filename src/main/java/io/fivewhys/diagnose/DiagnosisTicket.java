package io.fivewhys.diagnose;

import io.fivewhys.fact.Snapshot;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A snapshot's place at the {@link DiagnosisDesk}: in the queue, with a thread, or answered. */
public final class DiagnosisTicket implements Runnable {
  private final DiagnosisDesk desk;
  private final Snapshot snapshot;
  private final long queuedAtNanos = System.nanoTime();
  private final CompletableFuture<Diagnosis> answer = new CompletableFuture<>();

  /** Set once, by whoever takes the ticket out of the queue: a thread, the timer or the client. */
  private final AtomicBoolean leftQueue = new AtomicBoolean();

  private volatile Future<?> waitLimit = CompletableFuture.completedFuture(null);

  DiagnosisTicket(DiagnosisDesk desk, Snapshot snapshot) {
    this.desk = desk;
    this.snapshot = snapshot;
  }

  /**
   * Waits for the answer; virtual threads may.
   *
   * @throws DeskRefused when it waited in the queue for too long, or the service stops
   * @throws DiagnosisFailed when the rules fail or exceed the deadline
   * @throws CancellationException when {@link #abandon abandoned} by another thread
   */
  public Diagnosis await() throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case RuntimeException known -> throw known;
        case Error broken -> throw broken;
        case Throwable other -> throw new IllegalStateException(other);
      }
    }
  }

  /**
   * Nobody waits any more: gives the place in the queue back. An evaluation that has begun goes on
   * within its budget, since it will hardly take long, and its answer is dropped.
   */
  public void abandon() {
    if (leave()) {
      desk.listener().abandoned();
    }
    answer.cancel(false);
  }

  void limitWaiting() {
    waitLimit =
        desk.timer()
            .schedule(
                () -> refuse(DeskRefused.Reason.WAITED_TOO_LONG),
                desk.limits().longestWait().toNanos(),
                TimeUnit.NANOSECONDS);
  }

  void refuse(DeskRefused.Reason reason) {
    if (leave()) {
      desk.listener().refused(reason);
      answer.completeExceptionally(new DeskRefused(reason));
    }
  }

  private boolean leave() {
    if (!leftQueue.compareAndSet(false, true)) {
      return false;
    }
    waitLimit.cancel(false);
    desk.leftQueue(this);
    return true;
  }

  /** Evaluates on the desk's thread. */
  @Override
  public void run() {
    if (!leftQueue.compareAndSet(false, true)) {
      return;
    }
    waitLimit.cancel(false);
    desk.threadTaken();
    try {
      evaluate();
    } finally {
      desk.threadFree();
    }
  }

  private void evaluate() {
    long startedAtNanos = System.nanoTime();
    desk.listener().started(Duration.ofNanos(startedAtNanos - queuedAtNanos));
    // Whoever sets it says how the evaluation ended; the other is too late.
    var ended = new AtomicBoolean();
    Future<?> deadline = limitEvaluation(startedAtNanos, ended);
    try {
      Diagnosis diagnosis = desk.evaluate(snapshot);
      if (ended.compareAndSet(false, true)) {
        desk.listener().finished(diagnosis, since(startedAtNanos));
        answer.complete(diagnosis);
      }
    } catch (Throwable failure) {
      // An Error too: whoever waits must hear of it, and the thread must live on.
      if (ended.compareAndSet(false, true)) {
        fail(failure, startedAtNanos);
      }
    } finally {
      deadline.cancel(false);
    }
  }

  private Future<?> limitEvaluation(long startedAtNanos, AtomicBoolean ended) {
    Duration allowed = desk.limits().deadline();
    Runnable exceeded =
        () -> {
          if (ended.compareAndSet(false, true)) {
            var code = DiagnosisFailed.Code.DEADLINE_EXCEEDED;
            var message = "The evaluation took longer than " + allowed + ".";
            fail(new DiagnosisFailed(code, message, null), startedAtNanos);
          }
        };
    try {
      return desk.timer().schedule(exceeded, allowed.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      // The service stops and waits no longer than its drain anyway.
      return CompletableFuture.completedFuture(null);
    }
  }

  private void fail(Throwable failure, long startedAtNanos) {
    String code =
        failure instanceof DiagnosisFailed known
            ? known.code().name().toLowerCase(Locale.ROOT)
            : "bug";
    desk.listener().failed(code, since(startedAtNanos));
    if (failure instanceof DiagnosisFailed known) {
      known.rules().forEach(desk.listener()::ruleFailed);
    }
    answer.completeExceptionally(failure);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
