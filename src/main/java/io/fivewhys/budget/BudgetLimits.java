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

  /** As many routes fail in an incident of one thing; more is an outage of many. */
  private static final int FEW_ROUTES = 20;

  /** Rules never see more failing routes than this. */
  private static final int MOST_ROUTES = 200;

  /**
   * 2 s of its thread, 10 s on the wall, 2,000,000 firings, 1 GiB, for an incident of up to 20
   * failing routes; {@link #forOutageOf} gives more to outages of more. With the shipped rules, on
   * one core of a small machine: 6,000 facts with one failing upstream take some 35 ms, 1,150 facts
   * of which all 100 upstreams fail 0.7 s and 185 MB, 5,550 facts of which all 500 upstreams and
   * all nodes fail 3.2 s and 1.9 GB (given 9.2 s and 4.6 GiB).
   */
  public static BudgetLimits defaults() {
    return new BudgetLimits(Duration.ofSeconds(2), Duration.ofSeconds(10), 2_000_000, 1L << 30);
  }

  /**
   * What an outage of so many routes may use up: rules compare each with others, and so legitimate
   * work grows with their number, while 50,000 facts without an outage take little. For 200 routes
   * and more that is 4.6 times the time and the memory, and 2.8 times the time on the wall.
   *
   * @param failingRoutes 0 or more
   */
  public BudgetLimits forOutageOf(int failingRoutes) {
    long more = Math.clamp(failingRoutes - FEW_ROUTES, 0L, MOST_ROUTES - FEW_ROUTES);
    return new BudgetLimits(
        time.plus(time.multipliedBy(more).dividedBy(50)),
        deadline.plus(deadline.multipliedBy(more).dividedBy(100)),
        firings,
        allocatedBytes + Math.multiplyExact(allocatedBytes / 50, more));
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
