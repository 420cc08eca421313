package io.fivewhys.access;

/** A token cannot be used as it is; the message says what to change, never the token. */
public final class TokenRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TokenRefused(String message) {
    super(message);
  }
}
