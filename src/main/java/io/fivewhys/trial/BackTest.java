package io.fivewhys.trial;

import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.job.Progress;
import io.fivewhys.rulebook.Rulebook;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Gives recorded snapshots to the rulebook in force and to a candidate, side by side. Both are
 * asked anew, under the policy of today, so that what differs is the rules' doing. Safe for use by
 * several threads; each run has threads of its own.
 */
public final class BackTest {
  private final Diagnoser diagnoser;
  private final BackTestLimits limits;
  private final Comparison comparison;

  public BackTest(DiagnosisPolicy policy, BackTestLimits limits) {
    diagnoser = new Diagnoser(policy);
    this.limits = limits;
    comparison = new Comparison(limits.leastConfidenceMove());
  }

  /**
   * Blocks until all are compared, the time is over, or the candidate has shown that it always
   * fails. No thread of it is left when it returns, by whichever way.
   *
   * @param recorded read one after the other, few at a time; closed by the caller
   * @throws InterruptedException when the calling thread is interrupted, which cancels the run
   */
  public BackTestReport run(Rulebook active, Rulebook candidate, Stream<RecordedSnapshot> recorded)
      throws InterruptedException {
    return run(active, candidate, recorded, Progress.IGNORED);
  }

  /**
   * The same for whoever wants to know how far it is.
   *
   * @param progress is told of each snapshot that was compared
   */
  public BackTestReport run(
      Rulebook active, Rulebook candidate, Stream<RecordedSnapshot> recorded, Progress progress)
      throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            limits.threads(), Thread.ofPlatform().name("backtest-", 0).daemon().factory());
    try {
      return run(active, candidate, recorded.iterator(), threads, progress);
    } finally {
      threads.shutdownNow();
      threads.close();
    }
  }

  private BackTestReport run(
      Rulebook active,
      Rulebook candidate,
      Iterator<RecordedSnapshot> recorded,
      ExecutorService threads,
      Progress progress)
      throws InterruptedException {
    long endNanos = System.nanoTime() + limits.longest().toNanos();
    var tally = new Tally(limits.mostListed());
    // Answers are counted in the order of the snapshots, whichever comes first.
    var window = new ArrayDeque<Future<Compared>>();
    boolean inTime = true;
    while (!tally.alwaysFails()) {
      inTime = inTime && System.nanoTime() - endNanos < 0;
      boolean mayBegin = inTime && window.size() < 2 * limits.threads();
      if (mayBegin && recorded.hasNext()) {
        RecordedSnapshot next = recorded.next();
        window.add(threads.submit(() -> compare(active, candidate, next)));
      } else if (!window.isEmpty()) {
        tally.add(result(window.remove()));
        progress.done(tally.compared());
      } else {
        break;
      }
    }
    var ended = BackTestReport.Ended.COMPLETE;
    if (tally.alwaysFails()) {
      ended = BackTestReport.Ended.ALWAYS_FAILS;
    } else if (!inTime && recorded.hasNext()) {
      ended = BackTestReport.Ended.OUT_OF_TIME;
    }
    return tally.report(active.revision(), candidate.revision(), ended);
  }

  /** What became of one snapshot. */
  record Compared(boolean bothFail, Optional<ChangedDiagnosis> changed) {}

  private Compared compare(Rulebook active, Rulebook candidate, RecordedSnapshot recorded) {
    Side before = Side.of(diagnoser, active, recorded.snapshot());
    Side after = Side.of(diagnoser, candidate, recorded.snapshot());
    return new Compared(
        before instanceof Side.Failed && after instanceof Side.Failed,
        comparison.of(recorded, before, after));
  }

  private static Compared result(Future<Compared> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException broken) {
      throw new IllegalStateException("a comparison broke", broken.getCause());
    }
  }
}
