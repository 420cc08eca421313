package io.fivewhys.database;

/** The database cannot be used now. Nothing of what was wished for has happened. */
public final class DatabaseUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What keeps it from being used. */
  public enum Code {
    /** Another process has the file. */
    IN_USE,
    /** Nobody answers, or too many wait for a connection. */
    UNREACHABLE,
    /** User or password is wrong. */
    REFUSED,
    /** It was made by a newer version, or somebody changed its tables. */
    UNFIT,
    /** It answers, and fails. */
    FAILED
  }

  private final Code code;

  DatabaseUnavailable(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }

  /** Whether another try may succeed without anybody doing anything about it. */
  public boolean isWorthRetrying() {
    return code == Code.UNREACHABLE || code == Code.FAILED;
  }
}
