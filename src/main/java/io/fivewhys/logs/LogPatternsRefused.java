package io.fivewhys.logs;

import java.util.List;

/** Files of log patterns cannot be used; every problem found is named at once. */
public final class LogPatternsRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file path inside the rulebook
   * @param line 1-based; 0 when unknown
   * @param message what is wrong and what to do
   */
  public record Problem(String file, int line, String message) {
    @Override
    public String toString() {
      return file + (line > 0 ? ":" + line : "") + ": " + message;
    }
  }

  private final transient List<Problem> problems;

  public LogPatternsRefused(List<Problem> problems) {
    super(String.join("\n", problems.stream().map(Problem::toString).toList()));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
