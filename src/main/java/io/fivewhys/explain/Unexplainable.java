package io.fivewhys.explain;

/** A condition of a kind that is not interpreted here. */
final class Unexplainable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unexplainable(String message) {
    super(message, null, false, false);
  }
}
