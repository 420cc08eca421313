package io.fivewhys.store;

/**
 * Somebody else was faster: what was decided rests on what is no more. The same again may succeed.
 */
public final class ChangedMeanwhile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChangedMeanwhile(String id) {
    super("incident " + id + " was changed meanwhile");
  }
}
