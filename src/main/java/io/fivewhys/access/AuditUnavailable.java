package io.fivewhys.access;

import java.io.IOException;

/** The audit log cannot be written: nothing may be changed now. */
public final class AuditUnavailable extends IOException {
  private static final long serialVersionUID = 1L;

  AuditUnavailable(String message, IOException cause) {
    super(message, cause);
  }
}
