package io.fivewhys.budget;

import io.fivewhys.budget.BudgetExceeded.Limit;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What one evaluation has left, bound to its thread while it runs.
 *
 * <p>A tick counts down; at zero it looks at the clock and at the memory taken, so that ticks stay
 * cheap. How many ticks lie between two looks follows from how long they took: after a slow stretch
 * it looks more often. On a virtual thread, whose own time and memory the JDK does not tell, time
 * on the wall stands for time of the thread, and memory is limited for single calls only.
 */
public final class Budget {
  private static final ThreadLocal<Budget> CURRENT = new ThreadLocal<>();

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int MOST_TICKS_BETWEEN_LOOKS = 256;
  private static final long LONG_BETWEEN_LOOKS_NANOS = 1_000_000;

  /** Less than this is not worth a look of its own: the next one sees it. */
  private static final long SMALL_BYTES = 1 << 14;

  /**
   * Steps that one call of the JDK, which cannot tick, may take: about a tenth of a second. The
   * longest texts and lists of a snapshot stay far below.
   */
  private static final long MOST_STEPS_OF_A_CALL = 200_000_000;

  private static final long STEPS_OF_A_TICK = 64;

  /**
   * Things that rules concluded and that hold at one time. An outage of 500 services with all their
   * nodes came to 83,000; each is weighed, sorted and perhaps told to a person.
   */
  static final long MOST_CONCLUSIONS = 300_000;

  private final BudgetLimits limits;
  private final boolean measured;
  private final long startNanos = System.nanoTime();
  private final long startThreadNanos;
  private final long startBytes;

  private int ticksBetweenLooks = MOST_TICKS_BETWEEN_LOOKS;
  private int ticksLeft = MOST_TICKS_BETWEEN_LOOKS;
  private long lastLookNanos = startNanos;

  /** A thread cannot have used more than has passed, so until then its time need not be asked. */
  private long nextThreadLookNanos;

  private long fired;
  private long conclusions;
  private BudgetExceeded exceeded;
  private List<String> blamed = List.of();

  private Budget(BudgetLimits limits) {
    this.limits = limits;
    this.measured = !Thread.currentThread().isVirtual();
    this.startThreadNanos = measured ? THREADS.getCurrentThreadCpuTime() : 0;
    this.startBytes = measured ? THREADS.getCurrentThreadAllocatedBytes() : 0;
    this.nextThreadLookNanos = startNanos + limits.time().toNanos();
  }

  /**
   * Runs something on this thread within a budget of its own.
   *
   * @throws BudgetExceeded when it ends for want of it
   */
  public static <T> T within(BudgetLimits limits, Supplier<T> work) {
    Budget outer = CURRENT.get();
    CURRENT.set(new Budget(limits));
    try {
      return work.get();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /**
   * One step of something that might go on and on.
   *
   * @throws BudgetExceeded when the budget is used up, and from then on each time
   */
  public static void tick() {
    Budget budget = CURRENT.get();
    if (budget != null && --budget.ticksLeft <= 0) {
      budget.look(0);
    }
  }

  /**
   * A rule fired.
   *
   * @throws BudgetExceeded as {@link #tick}, and when rules fired too often
   */
  public static void fired() {
    Budget budget = CURRENT.get();
    if (budget == null) {
      return;
    }
    if (++budget.fired > budget.limits.firings()) {
      throw budget.exceed(
          Limit.FIRINGS,
          String.format(Locale.ROOT, "rules fired more than %,d times", budget.limits.firings()));
    }
    budget.look(0);
  }

  /**
   * Rules concluded something new, or withdrew it.
   *
   * @param change 1 or -1
   * @throws BudgetExceeded as {@link #tick}, and when too much holds at one time
   */
  public static void concluded(int change) {
    Budget budget = CURRENT.get();
    if (budget == null) {
      return;
    }
    budget.conclusions += change;
    if (budget.conclusions > MOST_CONCLUSIONS) {
      throw budget.exceed(
          Limit.CONCLUSIONS,
          String.format(Locale.ROOT, "rules concluded more than %,d things", MOST_CONCLUSIONS));
    }
    if (--budget.ticksLeft <= 0) {
      budget.look(0);
    }
  }

  /**
   * So much memory is about to be taken by one call.
   *
   * @throws BudgetExceeded before it is taken, where it would exceed the budget
   */
  public static void reserve(long bytes) {
    Budget budget = CURRENT.get();
    if (budget != null && (bytes > SMALL_BYTES || --budget.ticksLeft <= 0)) {
      budget.look(bytes);
    }
  }

  /**
   * One call is about to take so many steps, each about a nanosecond, in which nothing ticks.
   *
   * @throws BudgetExceeded before it, where that is too much for any call
   */
  public static void work(long steps) {
    Budget budget = CURRENT.get();
    if (budget == null) {
      return;
    }
    if (steps > MOST_STEPS_OF_A_CALL) {
      throw budget.exceed(
          Limit.TIME, String.format(Locale.ROOT, "one call would take %,d steps", steps));
    }
    budget.ticksLeft -= (int) (1 + steps / STEPS_OF_A_TICK);
    if (budget.ticksLeft <= 0) {
      budget.look(0);
    }
  }

  /** Ends the evaluation: it wants too much at once. */
  static void exceeded(Limit limit, String message) {
    Budget budget = CURRENT.get();
    if (budget != null) {
      throw budget.exceed(limit, message);
    }
  }

  /** Remembers whose work failed on this thread; who is told first lies deepest and is kept. */
  public static void blame(List<String> rules) {
    Budget budget = CURRENT.get();
    if (budget != null && budget.blamed.isEmpty()) {
      budget.blamed = rules;
    }
  }

  /** Whose work failed; empty when nobody told. */
  public static List<String> blamed() {
    Budget budget = CURRENT.get();
    return budget == null ? List.of() : budget.blamed;
  }

  private void look(long wantedBytes) {
    if (exceeded != null) {
      throw exceeded;
    }
    long now = System.nanoTime();
    pace(now - lastLookNanos);
    lastLookNanos = now;
    if (now - startNanos > limits.deadline().toNanos()) {
      throw exceed(Limit.DEADLINE, "it took longer than " + limits.deadline());
    }
    if (now - nextThreadLookNanos > 0) {
      long used =
          measured ? THREADS.getCurrentThreadCpuTime() - startThreadNanos : now - startNanos;
      long left = limits.time().toNanos() - used;
      if (left < 0) {
        throw exceed(Limit.TIME, "it computed longer than " + limits.time());
      }
      nextThreadLookNanos = now + left;
    }
    long taken =
        Math.min(wantedBytes, Long.MAX_VALUE / 2)
            + (measured ? THREADS.getCurrentThreadAllocatedBytes() - startBytes : 0);
    if (taken > limits.allocatedBytes()) {
      throw exceed(
          Limit.MEMORY,
          String.format(
              Locale.ROOT, "it took more than %,d bytes of memory", limits.allocatedBytes()));
    }
  }

  private void pace(long sinceLastLookNanos) {
    if (sinceLastLookNanos > LONG_BETWEEN_LOOKS_NANOS) {
      ticksBetweenLooks = Math.max(1, ticksBetweenLooks / 4);
    } else if (ticksBetweenLooks < MOST_TICKS_BETWEEN_LOOKS) {
      ticksBetweenLooks = Math.min(MOST_TICKS_BETWEEN_LOOKS, ticksBetweenLooks * 2);
    }
    ticksLeft = ticksBetweenLooks;
  }

  private BudgetExceeded exceed(Limit limit, String message) {
    if (exceeded == null) {
      exceeded = new BudgetExceeded(limit, message);
    }
    // Whatever goes on in spite of it must not come far.
    ticksLeft = 0;
    return exceeded;
  }
}
