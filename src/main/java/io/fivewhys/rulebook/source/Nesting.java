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

  /** Of the parser's work, by what stands beside brackets: indexes, casts, type arguments. */
  private int doublings;

  private long work;
  private boolean inBlock;
  private boolean unclosed;
  private char before = ' ';
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
      if (unclosed) {
        return found(at, "a quotation mark is not closed on its line", "close it");
      }
      step(at);
      if (!Character.isWhitespace(text.charAt(at))) {
        before = text.charAt(at);
      }
      if (open.size() > TextLimits.MAX_DEPTH) {
        return found(at, "brackets nest deeper than " + TextLimits.MAX_DEPTH, "simplify it");
      }
      if (work > TextLimits.MAX_PARSER_WORK) {
        return found(
            at,
            "calls, indexes, casts or type arguments nest so that reading them takes too long",
            "simplify it, or split the file");
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
        doublings += here == '[' || here == '(' && before == ')' ? 1 : 0;
        weigh();
        chain = here == '{' ? 0 : chain;
      }
      case ')', ']', '}' -> {
        if (!open.isEmpty() && open.pop()) {
          lambdas--;
        }
        chain = here == '}' ? 0 : chain;
        doublings = open.isEmpty() ? 0 : doublings;
      }
      case ',', ';' -> {
        chain = 0;
        doublings = open.size() < 2 ? 0 : doublings;
      }
      case '<' -> {
        chain++;
        doublings++;
        weigh();
      }
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
          chain = 0;
        }
      }
    }
  }

  private void weigh() {
    work += 1L << Math.min(30, open.size() + doublings);
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
    if (inBlock || text.startsWith("\"\"\"", at)) {
      return pastBlockQuotes(at);
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
    unclosed = true;
    return at;
  }

  /**
   * What stands in a text block counts as if it were code: the parser of conditions knows no text
   * blocks and reads it so.
   */
  private int pastBlockQuotes(int at) {
    if (!text.startsWith("\"\"\"", at)) {
      return at;
    }
    inBlock = !inBlock;
    return at + 3;
  }

  private int end(int found, int length) {
    return found < 0 ? text.length() : found + length;
  }

  private Optional<RuleProblem> found(int at, String message, String advice) {
    return Optional.of(TextLimits.at(path, text, at, message, advice));
  }
}
