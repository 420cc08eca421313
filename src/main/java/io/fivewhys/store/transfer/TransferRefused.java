package io.fivewhys.store.transfer;

/**
 * A file or a database is not as it has to be; nothing was changed. The message says what to do.
 */
public final class TransferRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TransferRefused(String message) {
    super(message);
  }

  TransferRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
