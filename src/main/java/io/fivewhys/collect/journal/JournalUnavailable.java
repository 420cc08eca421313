package io.fivewhys.collect.journal;

import java.io.IOException;

/**
 * It cannot be made sure that something will be found again, so it is not taken: the disk is full,
 * the database does not answer. Another try may succeed.
 */
public final class JournalUnavailable extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause null when there is none
   */
  public JournalUnavailable(String message, Exception cause) {
    super(message, cause);
  }
}
