package io.fivewhys.revision;

/** The revisions cannot be read or written; nothing has changed. */
public final class RevisionsUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why; a label of metrics. */
  public enum Code {
    /** Cannot be read or written, such as for want of rights or space. */
    BROKEN(true),
    /** Somebody holds it for longer than any change takes. */
    LOCKED(true);

    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }

    /** Whether trying again may help. */
    public boolean retryable() {
      return retryable;
    }
  }

  private final Code code;

  public RevisionsUnavailable(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
