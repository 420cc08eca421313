package io.fivewhys.diagnose;

/** The rules could not come to an end; nothing is known about the snapshot. */
public final class DiagnosisFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, as a metric label. */
  public enum Code {
    /** A rule threw. */
    RULE_FAILED,
    /** The evaluation took longer than the policy allows. */
    DEADLINE_EXCEEDED,
    /** The rules fired more often than any sound rulebook does. */
    TOO_MANY_FIRINGS
  }

  private final Code code;

  public DiagnosisFailed(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
