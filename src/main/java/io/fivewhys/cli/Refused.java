package io.fivewhys.cli;

/**
 * What was asked for cannot be done as it was asked; the message tells the caller what to change.
 */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Refused(String message) {
    super(message);
  }
}
