package io.fivewhys.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Texts of which one at least stands, in lower case, in whatever a regular expression matches. They
 * are looked for first, all patterns at once, so that a line that matches nothing costs one pass.
 */
final class RequiredLiterals {
  private static final int SHORTEST = 3;
  private static final int MOST = 60;
  private static final int MOST_SETS = 3;

  private final String regex;
  private int next;

  private RequiredLiterals(String regex) {
    this.regex = regex;
  }

  /**
   * Sets of texts: of each set, one stands in whatever matches. The most telling set comes first;
   * empty where the expression requires no text of three characters: then it is always tried.
   */
  static List<Set<String>> of(String regex) {
    if (regex.contains("\\Q")) {
      return List.of();
    }
    RequiredLiterals reading = new RequiredLiterals(regex);
    List<Set<String>> all = reading.sequence();
    if (reading.next < regex.length()) {
      reading.next = 0; // alternatives at the top, or a parenthesis too many
      Set<String> any = reading.alternatives();
      all = any == null ? List.of() : List.of(any);
    }
    return all.stream()
        .filter(set -> set.size() <= MOST)
        .sorted(Comparator.comparingInt(RequiredLiterals::worth).reversed())
        .limit(MOST_SETS)
        .toList();
  }

  /** Up to the end or the closing parenthesis; null when one alternative requires nothing. */
  private Set<String> alternatives() {
    Set<String> all = new HashSet<>();
    boolean open = false;
    do {
      Optional<Set<String>> one =
          sequence().stream().max(Comparator.comparingInt(RequiredLiterals::worth));
      open |= one.isEmpty();
      one.ifPresent(all::addAll);
    } while (take('|'));
    return open ? null : all;
  }

  /** Long texts are rare, and one text is rarer than many. */
  private static int worth(Set<String> texts) {
    int shortest = texts.stream().mapToInt(String::length).min().orElse(0);
    return 2 * Math.min(12, shortest) - texts.size();
  }

  private List<Set<String>> sequence() {
    List<Set<String>> required = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    while (next < regex.length() && regex.charAt(next) != '|' && regex.charAt(next) != ')') {
      char c = regex.charAt(next++);
      Set<String> group = null;
      char literal = 0;
      boolean breaks = true;
      switch (c) {
        case '(' -> {
          boolean flagsOnly = groupStart();
          if (flagsOnly) {
            continue;
          }
          group = alternatives();
          take(')');
        }
        case '[' -> characterClass();
        case '\\' -> {
          char escaped = next < regex.length() ? regex.charAt(next++) : 0;
          if (escaped == 'b' || escaped == 'B') {
            continue;
          }
          if (Character.isLetterOrDigit(escaped)) {
            skipArgument(escaped);
          } else {
            literal = escaped;
            breaks = false;
          }
        }
        case '.' -> {}
        case '^', '$' -> {
          continue;
        }
        default -> {
          literal = c;
          breaks = c > 126;
        }
      }
      boolean optional = quantifier();
      boolean repeated = regex.charAt(next - 1) == '+' || regex.charAt(next - 1) == '}';
      if (breaks || optional) {
        finish(run, required);
        if (!optional && group != null) {
          required.add(group);
        }
      } else {
        run.append(literal);
        if (repeated && lastWasQuantifier) {
          finish(run, required);
        }
      }
    }
    finish(run, required);
    return required;
  }

  private boolean lastWasQuantifier;

  /** Reads what follows an atom; true when the atom may be missing. */
  private boolean quantifier() {
    lastWasQuantifier = false;
    boolean optional = false;
    while (next < regex.length()) {
      char c = regex.charAt(next);
      if (c == '*' || c == '?') {
        optional |= !lastWasQuantifier || c == '*';
        next++;
      } else if (c == '+') {
        next++;
      } else if (c == '{'
          && next + 1 < regex.length()
          && Character.isDigit(regex.charAt(next + 1))) {
        optional |= regex.charAt(next + 1) == '0';
        int end = regex.indexOf('}', next);
        next = end < 0 ? regex.length() : end + 1;
      } else {
        break;
      }
      lastWasQuantifier = true;
    }
    return optional;
  }

  /** After an opening parenthesis; true when only flags stood in it. */
  private boolean groupStart() {
    if (!take('?')) {
      return false;
    }
    if (take('P') || regex.startsWith("<", next)) {
      int end = regex.indexOf('>', next);
      next = end < 0 ? regex.length() : end + 1;
      return false;
    }
    while (next < regex.length() && regex.charAt(next) != ':' && regex.charAt(next) != ')') {
      next++;
    }
    return next < regex.length() && regex.charAt(next++) == ')';
  }

  private void characterClass() {
    take('^');
    take(']');
    while (next < regex.length() && regex.charAt(next) != ']') {
      if (regex.startsWith("[:", next)) {
        int end = regex.indexOf(":]", next);
        next = end < 0 ? regex.length() : end + 2;
      } else {
        next += regex.charAt(next) == '\\' ? 2 : 1;
      }
    }
    next = Math.min(regex.length(), next + 1);
  }

  private void skipArgument(char escaped) {
    if (escaped == 'x' || escaped == 'p' || escaped == 'P') {
      if (take('{')) {
        int end = regex.indexOf('}', next);
        next = end < 0 ? regex.length() : end + 1;
      } else {
        next = Math.min(regex.length(), next + (escaped == 'x' ? 2 : 1));
      }
    }
  }

  private boolean take(char wanted) {
    if (next < regex.length() && regex.charAt(next) == wanted) {
      next++;
      return true;
    }
    return false;
  }

  private static void finish(StringBuilder run, List<Set<String>> required) {
    if (run.length() >= SHORTEST) {
      required.add(Set.of(run.toString().toLowerCase(Locale.ROOT)));
    }
    run.setLength(0);
  }
}
