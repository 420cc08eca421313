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

  /**
   * Waits until the next sweep is to begin.
   *
   * @return false when there is none to come
   */
  synchronized boolean awaitNext() throws InterruptedException {
    while (!closed) {
      long now = System.nanoTime();
      long waitNanos = plan.waitNanos(now);
      if (waitNanos <= 0) {
        plan.begin(now);
        return true;
      }
      // Rounded up, since 0 is for ever.
      wait(waitNanos / 1_000_000 + 1);
    }
    return false;
  }
}
