package io.fivewhys.store;

/**
 * Whoever does a request took so long that somebody else has it now. Thrown within a transaction,
 * so that nothing of it happens.
 */
public final class ClaimLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClaimLost() {
    super("the claim of this request is somebody else's by now", null, false, false);
  }
}
