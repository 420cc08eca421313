package io.fivewhys.rulebook.source;

/**
 * Something wrong with a file of a rulebook, so told that it can be found and mended.
 *
 * @param stage what found it
 * @param file path inside the rulebook; empty when it concerns the whole
 * @param rule name of the rule; empty when it is in none
 * @param line 1-based; 0 when unknown
 * @param column 1-based; 0 when unknown
 * @param text the line's text without its indentation; empty when unknown
 * @param message what is wrong
 * @param advice what to do about it; empty when the message says so
 */
public record RuleProblem(
    Stage stage,
    String file,
    String rule,
    int line,
    int column,
    String text,
    String message,
    String advice) {

  /** A problem of a whole file, or of the whole rulebook when the file is empty. */
  public static RuleProblem of(Stage stage, String file, String message, String advice) {
    return new RuleProblem(stage, file, "", 0, 0, "", message, advice);
  }

  /** {@code file:line:column: message}, then the line's text and the advice, indented. */
  @Override
  public String toString() {
    StringBuilder words = new StringBuilder(file);
    if (line > 0) {
      words.append(':').append(line);
      if (column > 0) {
        words.append(':').append(column);
      }
    }
    words.append(words.isEmpty() ? "" : ": ").append(message);
    if (!text.isEmpty()) {
      words.append("\n    ").append(text);
    }
    if (!advice.isEmpty()) {
      words.append("\n    ").append(advice);
    }
    return words.toString();
  }
}
