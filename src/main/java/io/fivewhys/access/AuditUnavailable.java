package io.fivewhys.access;

import java.io.IOException;

/** The audit log cannot be written or read: nothing may be changed now. */
public final class AuditUnavailable extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param cause null when there is none
   */
  public AuditUnavailable(String message, Exception cause) {
    super(message, cause);
  }
}
