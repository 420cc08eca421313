package io.fivewhys.diagnose;

import java.util.List;

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
    TOO_MANY_FIRINGS,
    /** The rules computed longer than the policy allows. */
    TIME_EXCEEDED,
    /** The rules took more memory than the policy allows. */
    MEMORY_EXCEEDED,
    /** A rule called itself, or nested values, deeper than the stack is. */
    TOO_DEEP
  }

  private final Code code;
  private final transient List<String> rules;

  public DiagnosisFailed(Code code, String message, Throwable cause) {
    this(code, List.of(), message, cause);
  }

  /**
   * @param rules names of the rules at fault; several when they share what failed, none when it is
   *     not known
   */
  public DiagnosisFailed(Code code, List<String> rules, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.rules = List.copyOf(rules);
  }

  public Code code() {
    return code;
  }

  /** Names of the rules at fault, all of them rules of the rulebook; empty when it is not known. */
  public List<String> rules() {
    return rules;
  }
}
