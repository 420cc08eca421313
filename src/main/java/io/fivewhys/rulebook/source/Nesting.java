package io.fivewhys.rulebook.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Walks over a text, past its literals and comments, and says where it nests or chains too far. */
final class Nesting {
  private static final String OPERATORS = "+-*/%&|^=<>!?:.~";

  private final String path;
  private final String text;

  /** For each open bracket, whether a lambda stands in it. */
  private final Deque<Boolean> open = new ArrayDeque<>();

  private int lambdas;
  private int chain;

  Nesting(String path, String text) {
    this.path = path;
    this.text = text;
  }

  Optional<RuleProblem> problem() {
    int at = 0;
    while (at < text.length()) {
      int behind = pastLiteralOrComment(at);
      if (behind > at) {
        at = behind;
        continue;
      }
      step(at);
      if (open.size() > TextLimits.MAX_DEPTH) {
        return found(at, "brackets nest deeper than " + TextLimits.MAX_DEPTH, "simplify it");
      }
      if (lambdas > TextLimits.MAX_LAMBDA_DEPTH) {
        return found(at, "lambdas nest deeper than " + TextLimits.MAX_LAMBDA_DEPTH, "simplify it");
      }
      if (chain > TextLimits.MAX_CHAIN) {
        return found(
            at,
            "more than " + TextLimits.MAX_CHAIN + " operators follow each other",
            "make several conditions or rules of it");
      }
      at++;
    }
    return Optional.empty();
  }

  private void step(int at) {
    char here = text.charAt(at);
    switch (here) {
      case '(', '[', '{' -> {
        open.push(false);
        chain = here == '{' ? 0 : chain;
      }
      case ')', ']', '}' -> {
        if (!open.isEmpty() && open.pop()) {
          lambdas--;
        }
        chain = here == '}' ? 0 : chain;
      }
      case ',', ';' -> chain = 0;
      case '>' -> {
        chain++;
        if (at > 0 && text.charAt(at - 1) == '-' && !open.isEmpty() && !open.peek()) {
          open.pop();
          open.push(true);
          lambdas++;
        }
      }
      default -> {
        if (OPERATORS.indexOf(here) >= 0) {
          chain++;
        } else if (startsRule(at)) {
          open.clear();
          lambdas = 0;
          chain = 0;
        }
      }
    }
  }

  private boolean startsRule(int at) {
    return (at == 0 || text.charAt(at - 1) == '\n') && text.startsWith("rule", at);
  }

  /** Where a literal or comment that begins here ends; the same place when none does. */
  private int pastLiteralOrComment(int at) {
    if (text.startsWith("//", at)) {
      return end(text.indexOf('\n', at), 0);
    }
    if (text.startsWith("/*", at)) {
      return end(text.indexOf("*/", at + 2), 2);
    }
    if (text.startsWith("\"\"\"", at)) {
      return end(text.indexOf("\"\"\"", at + 3), 3);
    }
    char quote = text.charAt(at);
    if (quote != '"' && quote != '\'') {
      return at;
    }
    for (int i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    // It does not end on its line, and so is none.
    return at;
  }

  private int end(int found, int length) {
    return found < 0 ? text.length() : found + length;
  }

  private Optional<RuleProblem> found(int at, String message, String advice) {
    return Optional.of(TextLimits.at(path, text, at, message, advice));
  }
}
