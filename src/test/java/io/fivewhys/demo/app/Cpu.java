package io.fivewhys.demo.app;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The CPU time of one container: as much as its quota of each 100 ms, and who needs more waits, as
 * under the kernel's CFS bandwidth control.
 */
final class Cpu {
  private static final long PERIOD = Duration.ofMillis(100).toNanos();
  private static final int WINDOW_SECONDS = 3;

  private final double cores;
  private final long begun = System.nanoTime();
  private final long[] usedInSecond = new long[WINDOW_SECONDS + 1];
  private long second;
  private long total;
  private long free = begun;
  private long throttledUntil = begun;
  private long throttled;

  Cpu(double cores) {
    this.cores = cores;
  }

  /** Works for so long on one core, and waits for its share where the quota is used up. */
  void use(Duration work) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(granted(work.toNanos()));
  }

  private synchronized long granted(long work) {
    long now = System.nanoTime();
    free = Math.max(free, now - PERIOD) + Math.round(work / cores);
    long until = Math.max(free, now + work);
    if (free > now + work) {
      throttled += free - Math.max(throttledUntil, now);
      throttledUntil = free;
    }
    forgetOld(now);
    usedInSecond[(int) (second % usedInSecond.length)] += work;
    total += work;
    return until - now;
  }

  private void forgetOld(long now) {
    long current = (now - begun) / 1_000_000_000L;
    for (long i = second + 1; i <= current && i <= second + usedInSecond.length; i++) {
      usedInSecond[(int) (i % usedInSecond.length)] = 0;
    }
    second = current;
  }

  /** Cores used on average over the last whole seconds. */
  synchronized double usedCores() {
    long now = System.nanoTime();
    forgetOld(now);
    long sum = 0;
    for (int i = 1; i <= WINDOW_SECONDS && i <= second; i++) {
      sum += usedInSecond[(int) ((second - i) % usedInSecond.length)];
    }
    long seconds = Math.clamp(second, 1, WINDOW_SECONDS);
    return Math.min(cores, sum / 1e9 / seconds);
  }

  synchronized double usedSeconds() {
    return total / 1e9;
  }

  synchronized long periods() {
    return (System.nanoTime() - begun) / PERIOD;
  }

  synchronized long throttledPeriods() {
    return Math.min(periods(), throttled / PERIOD);
  }
}
