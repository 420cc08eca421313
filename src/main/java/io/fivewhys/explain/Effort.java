package io.fivewhys.explain;

import java.time.Duration;

/** How much work an explanation may make. */
final class Effort {
  /** Combinations that are followed from one condition to the next. */
  static final int MOST_MATCHES = 10_000;

  private static final long MOST_TESTS = 20_000_000;
  private static final int TESTS_BETWEEN_LOOKS = 1 << 10;

  private final long endNanos;
  private long tests;

  Effort(Duration longest) {
    endNanos = System.nanoTime() + longest.toNanos();
  }

  /** Called before each test of a constraint. */
  void spend() {
    tests++;
    boolean late = tests % TESTS_BETWEEN_LOOKS == 0 && System.nanoTime() - endNanos > 0;
    if (late || tests > MOST_TESTS) {
      throw new Spent();
    }
  }

  /** There is more to try than may be tried. */
  static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Spent() {
      super("too much to try", null, false, false);
    }
  }
}
