package io.fivewhys;

/**
 * What was asked for cannot be done as it was asked; the message tells the caller what to change.
 */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }
}
