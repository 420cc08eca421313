package io.fivewhys.database;

/**
 * Somebody else was faster: what was decided rests on what is no more. Thrown within a transaction,
 * which is then done again from the start.
 */
public final class ChangedMeanwhile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what was changed
   */
  public ChangedMeanwhile(String what) {
    super(what + " was changed meanwhile");
  }
}
