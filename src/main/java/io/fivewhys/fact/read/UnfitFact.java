package io.fivewhys.fact.read;

/** What a source said makes no fact that the contract knows; says which field, and why. */
public final class UnfitFact extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitFact(String message) {
    super(message);
  }
}
