package io.fivewhys.fact.read;

import java.util.List;
import java.util.Optional;

/** What was given is no snapshot, or one without sense; says where and what to do. */
public final class SnapshotRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Most problems that one refusal lists. */
  public static final int MOST_PROBLEMS = 20;

  /** How it is refused. */
  public enum Code {
    /** Not well formed, or not of the contract's shape: 400. */
    MALFORMED,
    /** Well formed and senseless: 422. */
    SENSELESS,
    /** Larger than allowed: 413. */
    TOO_LARGE
  }

  /**
   * @param pointer JSON pointer (RFC 6901) of the place, empty for the whole document
   * @param found what stands there
   * @param allowed what may stand there
   * @param didYouMean the nearest thing that is allowed
   */
  public record Problem(
      String pointer, String found, String allowed, Optional<String> didYouMean) {}

  private final Code code;
  private final transient List<Problem> problems;

  public SnapshotRefused(Code code, String message, List<Problem> problems) {
    super(message);
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  public Code code() {
    return code;
  }

  public List<Problem> problems() {
    return problems;
  }
}
