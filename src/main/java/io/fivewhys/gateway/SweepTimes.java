package io.fivewhys.gateway;

import java.time.Duration;

/** Lets a thread wait for what a {@link SweepPlan} says. Its monitor guards it. */
final class SweepTimes {
  private final SweepPlan plan;
  private boolean closed;
  private long skipped;

  /**
   * @param delay until the first sweep
   */
  SweepTimes(Duration interval, Duration delay) {
    plan = new SweepPlan(interval, System.nanoTime() + delay.toNanos());
  }

  synchronized void wish() {
    plan.wish();
    notifyAll();
  }

  synchronized void demand() {
    plan.demand();
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** How many became due while one was under way, and were left out. */
  synchronized long skipped() {
    return skipped;
  }

  /**
   * The sweep that began is over.
   *
   * @return how many became due meanwhile and are left out
   */
  synchronized long ended() {
    long missed = plan.end(System.nanoTime());
    skipped += missed;
    return missed;
  }

  /** What comes next. */
  enum Next {
    /** A sweep whose time has come. */
    DUE,
    /** A sweep that somebody asked for. */
    ASKED_FOR,
    /** None any more. */
    END
  }

  /** Waits until the next sweep is to begin. */
  synchronized Next awaitNext() throws InterruptedException {
    while (!closed) {
      long now = System.nanoTime();
      long waitNanos = plan.waitNanos(now);
      if (waitNanos <= 0) {
        Next next = plan.isAskedFor() ? Next.ASKED_FOR : Next.DUE;
        plan.begin(now);
        return next;
      }
      // Rounded up, since 0 is for ever.
      wait(waitNanos / 1_000_000 + 1);
    }
    return Next.END;
  }

  /**
   * The sweep that began is left to another.
   *
   * @param theirs how long it is another's turn
   */
  synchronized void yield(Duration theirs) {
    plan.yield(System.nanoTime(), theirs.toNanos());
  }
}
