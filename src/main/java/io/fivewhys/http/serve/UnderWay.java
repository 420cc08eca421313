package io.fivewhys.http.serve;

import java.time.Duration;

/** Counts snapshots that were accepted and not yet answered. Safe for use by several threads. */
public final class UnderWay {
  private int count;

  synchronized void begin() {
    count++;
  }

  synchronized void end() {
    count--;
    notifyAll();
  }

  /**
   * @return whether all were answered in time
   */
  public synchronized boolean awaitNone(Duration timeout) throws InterruptedException {
    long endNanos = System.nanoTime() + timeout.toNanos();
    while (count > 0) {
      long leftNanos = endNanos - System.nanoTime();
      if (leftNanos <= 0) {
        return false;
      }
      wait(leftNanos / 1_000_000, (int) (leftNanos % 1_000_000));
    }
    return true;
  }
}
