package io.fivewhys.budget;

import java.time.Duration;

/**
 * How much one evaluation may use up.
 *
 * @param time of its thread on a processor, more than zero. Not on the wall: while others keep the
 *     machine busy an evaluation takes longer through no fault of its rules, and that alarm would
 *     be false
 * @param deadline time on the wall, more than zero: for whoever waits
 * @param firings how often rules may fire, 1 or more
 * @param allocatedBytes memory that its thread may take, freed or not, 1 or more. What it holds at
 *     a moment cannot be more than this; it cannot be measured for one thread
 */
public record BudgetLimits(Duration time, Duration deadline, long firings, long allocatedBytes) {

  public BudgetLimits {
    if (!time.isPositive() || !deadline.isPositive()) {
      throw new IllegalArgumentException("time and deadline must be more than zero");
    }
    if (firings < 1 || allocatedBytes < 1) {
      throw new IllegalArgumentException("firings and allocatedBytes must be 1 or more");
    }
  }

  /**
   * 2 s of its thread, 10 s on the wall, 2,000,000 firings, 1 GiB: several times what the largest
   * snapshots took, so that only rules without an end come so far.
   */
  public static BudgetLimits defaults() {
    return new BudgetLimits(Duration.ofSeconds(2), Duration.ofSeconds(10), 2_000_000, 1L << 30);
  }

  /** The same with another time of the thread. */
  public BudgetLimits withTime(Duration other) {
    return new BudgetLimits(other, deadline, firings, allocatedBytes);
  }

  /** The same with another time on the wall. */
  public BudgetLimits withDeadline(Duration other) {
    return new BudgetLimits(time, other, firings, allocatedBytes);
  }

  /** The same with another number of firings. */
  public BudgetLimits withFirings(long other) {
    return new BudgetLimits(time, deadline, other, allocatedBytes);
  }

  /** The same with another amount of memory. */
  public BudgetLimits withAllocatedBytes(long other) {
    return new BudgetLimits(time, deadline, firings, other);
  }
}
