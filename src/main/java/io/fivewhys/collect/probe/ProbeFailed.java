package io.fivewhys.collect.probe;

/** A dependency did not answer as it should: what was observed, for people in a sentence. */
final class ProbeFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  ProbeFailed(FailureKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  ProbeFailed(FailureKind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  FailureKind kind() {
    return kind;
  }
}
