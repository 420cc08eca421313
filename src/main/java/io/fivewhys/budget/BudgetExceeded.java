package io.fivewhys.budget;

/**
 * An evaluation has used up its budget and must end.
 *
 * <p>An {@link Error}, although nothing is broken: Drools and many a library catch {@link
 * Exception}s and go on or wrap them, and this must reach whoever bound the budget.
 */
public final class BudgetExceeded extends Error {
  private static final long serialVersionUID = 1L;

  /** What was used up. */
  public enum Limit {
    /** Time of the thread. */
    TIME,
    /** Time on the wall. */
    DEADLINE,
    /** How often rules fired. */
    FIRINGS,
    /** Memory taken, or about to be taken by one call. */
    MEMORY,
    /** How many things rules concluded that hold at one time. */
    CONCLUSIONS
  }

  private final Limit limit;

  BudgetExceeded(Limit limit, String message) {
    super(message);
    this.limit = limit;
  }

  public Limit limit() {
    return limit;
  }
}
