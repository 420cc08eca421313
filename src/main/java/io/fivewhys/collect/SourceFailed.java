package io.fivewhys.collect;

import java.util.Locale;

/** A source sees nothing; the message says what went wrong and what to do, without any secret. */
public final class SourceFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final Code code;

  public SourceFailed(Code code, String message) {
    super(message);
    this.code = code;
  }

  public SourceFailed(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }

  /** What went wrong; a label of metrics. */
  public enum Code {
    /** No answer in time. */
    TIMEOUT(true),
    /** No connection: refused, reset, no route, no such host. */
    UNREACHABLE(true),
    /** The other side's certificate is not to be trusted, or ours is not. */
    UNTRUSTED(false),
    /** Credentials are missing or wrong. */
    UNAUTHENTICATED(false),
    /** Credentials are good and not enough. */
    FORBIDDEN(false),
    /** What is asked for is not there. */
    NOT_FOUND(false),
    /** It answers an error of its own, or that it has too much to do. */
    UNAVAILABLE(true),
    /** It answers, and nobody could make sense of it. */
    NONSENSE(false),
    /** It answers more than may be read. */
    TOO_LARGE(false),
    /** Our own configuration cannot be used, such as a file with a password that is not there. */
    MISCONFIGURED(false),
    /** A fault of ours; the log says which. */
    INTERNAL(false);

    private final boolean passing;

    Code(boolean passing) {
      this.passing = passing;
    }

    /** Whether it may go away by itself. */
    public boolean isPassing() {
      return passing;
    }

    /** In lower case, as a label of metrics. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
