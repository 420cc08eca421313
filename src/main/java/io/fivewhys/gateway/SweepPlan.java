package io.fivewhys.gateway;

import java.time.Duration;

/**
 * When the next sweep of a gateway begins: at its interval, soon after a wish, and at once on
 * demand. Times are nanoseconds of a clock that only goes on. For one thread.
 */
final class SweepPlan {
  /** A storm of alerts must not become a storm of sweeps. */
  static final Duration REST = Duration.ofSeconds(1);

  private final long intervalNanos;
  private final long restNanos;
  private long dueNanos;
  private long beganNanos;
  private boolean hasBegun;
  private boolean wished;
  private boolean demanded;

  /**
   * @param firstNanos when the first sweep is due
   */
  SweepPlan(Duration interval, long firstNanos) {
    intervalNanos = interval.toNanos();
    restNanos = Math.min(REST.toNanos(), intervalNanos);
    dueNanos = firstNanos;
  }

  void wish() {
    wished = true;
  }

  void demand() {
    demanded = true;
  }

  /** How long it is until the next sweep; 0 or less: it begins now. */
  long waitNanos(long nowNanos) {
    if (demanded) {
      return 0;
    }
    long untilDue = dueNanos - nowNanos;
    if (!wished) {
      return untilDue;
    }
    long untilRested = hasBegun ? beganNanos + restNanos - nowNanos : 0;
    return Math.min(untilDue, untilRested);
  }

  /** Whether somebody asked for the next sweep, rather than that it is due. */
  boolean isAskedFor() {
    return wished || demanded;
  }

  /** The sweep that is due is another's; ours is due when that one's turn is over. */
  void yield(long nowNanos, long theirsNanos) {
    end(nowNanos);
    dueNanos = Math.min(dueNanos, nowNanos + theirsNanos);
  }

  /** A sweep begins; it meets all wishes. */
  void begin(long nowNanos) {
    if (dueNanos - nowNanos <= 0) {
      dueNanos += intervalNanos;
    }
    beganNanos = nowNanos;
    hasBegun = true;
    wished = false;
    demanded = false;
  }

  /**
   * The sweep ended.
   *
   * @return how many that became due meanwhile are left out; the next is the first after now
   */
  long end(long nowNanos) {
    if (dueNanos - nowNanos > 0) {
      return 0;
    }
    long missed = (nowNanos - dueNanos) / intervalNanos + 1;
    dueNanos += missed * intervalNanos;
    return missed;
  }
}
