package io.fivewhys.report;

import io.fivewhys.rulebook.source.RuleProblem;

/** Problems of rules for people; their texts come from files that anybody may have written. */
public final class Problems {
  private Problems() {}

  /** {@code file:line:column: message}, then the line's text, the rule and the advice. */
  public static String text(RuleProblem problem) {
    StringBuilder text = new StringBuilder(place(problem));
    text.append(text.isEmpty() ? "" : ": ").append(Printable.line(problem.message()));
    if (!problem.text().isEmpty()) {
      text.append("\n    ").append(Printable.line(problem.text()));
    }
    if (!problem.rule().isEmpty() && !problem.text().contains(problem.rule())) {
      text.append("\n    in rule \"").append(Printable.line(problem.rule())).append('"');
    }
    problem.advice().lines().forEach(line -> text.append("\n    → ").append(Printable.line(line)));
    return text.toString();
  }

  /** {@code file:line:column}, as far as it is known. */
  public static String place(RuleProblem problem) {
    String line = problem.line() > 0 ? ":" + problem.line() : "";
    String column = problem.line() > 0 && problem.column() > 0 ? ":" + problem.column() : "";
    return Printable.line(problem.file()) + line + column;
  }
}
