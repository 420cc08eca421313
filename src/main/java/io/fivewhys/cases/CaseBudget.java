package io.fivewhys.cases;

/** How much the snapshots of all cases may come to: fixtures make a small file a large one. */
final class CaseBudget {
  static final long MOST_BYTES = 64L << 20;
  static final int MOST_CASES = 20_000;

  private long bytes;
  private int cases;

  /** Whether there is room for so much more. */
  boolean take(int more) {
    bytes += more;
    return bytes <= MOST_BYTES;
  }

  boolean takeCase() {
    cases++;
    return cases <= MOST_CASES;
  }
}
