package io.fivewhys.gateway;

import java.time.Duration;

/**
 * When the next sweep of a gateway begins: at its interval, as soon as possible after a wish, and
 * at once on demand. Its monitor guards it.
 */
final class SweepTimes {
  /** A storm of alerts must not become a storm of sweeps. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final long intervalNanos;
  private long dueNanos = System.nanoTime();
  private long lastBeganNanos;
  private boolean hasBegun;
  private boolean wished;
  private boolean demanded;
  private boolean closed;
  private long skipped;

  SweepTimes(Duration interval) {
    intervalNanos = interval.toNanos();
  }

  synchronized void wish() {
    wished = true;
    notifyAll();
  }

  synchronized void demand() {
    demanded = true;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** How many were due and left out, so far. */
  synchronized long skipped() {
    return skipped;
  }

  /**
   * Waits until the next sweep is to begin.
   *
   * @return how many that were due before it are left out, or -1 when there is none to come
   */
  synchronized long awaitNext() throws InterruptedException {
    while (!closed) {
      long waitNanos = demanded ? 0 : nextNanos() - System.nanoTime();
      if (waitNanos <= 0) {
        return begin();
      }
      // Rounded up, since 0 is for ever.
      wait(waitNanos / 1_000_000 + 1);
    }
    return -1;
  }

  private long nextNanos() {
    if (!wished || !hasBegun) {
      return wished ? System.nanoTime() : dueNanos;
    }
    long rested = lastBeganNanos + Math.min(REST.toNanos(), intervalNanos);
    return rested - dueNanos < 0 ? rested : dueNanos;
  }

  private long begin() {
    long now = System.nanoTime();
    long missed = 0;
    if (now - dueNanos >= 0) {
      missed = (now - dueNanos) / intervalNanos;
      dueNanos += (missed + 1) * intervalNanos;
    }
    skipped += missed;
    lastBeganNanos = now;
    hasBegun = true;
    wished = false;
    demanded = false;
    return missed;
  }
}
