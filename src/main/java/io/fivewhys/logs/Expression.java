package io.fivewhys.logs;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An RE2 expression, matched in time linear in the text.
 *
 * <p>RE2/J guarantees that, and is slow by ten times on lines from life. So the JDK's engine goes
 * first, with as many steps as the text's length allows, where both mean the same by the
 * expression; RE2/J decides where the steps run out.
 */
final class Expression {
  private static final int STEPS_PER_CHARACTER = 40;
  private static final int LEAST_STEPS = 2_000;

  private final String source;
  private final Pattern exact;
  private final Optional<java.util.regex.Pattern> quick;

  private Expression(String source) {
    this.source = source;
    this.exact = Pattern.compile(source);
    this.quick = meansTheSame(source) ? quick(source) : Optional.empty();
  }

  /**
   * @throws com.google.re2j.PatternSyntaxException when it is no RE2 expression
   */
  static Expression of(String source) {
    return new Expression(source);
  }

  String source() {
    return source;
  }

  boolean hasGroup(String name) {
    return exact.namedGroups().containsKey(name);
  }

  /**
   * Its alternatives at the top, each by itself; any of them matches when and only when it does.
   */
  List<Expression> alternatives() {
    int begin = 0;
    String flags = "";
    if (source.startsWith("(?") && source.indexOf(')') > 0) {
      String inside = source.substring(2, source.indexOf(')'));
      if (!inside.isEmpty() && inside.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
        begin = inside.length() + 3;
        flags = source.substring(0, begin);
      }
    }
    List<Expression> parts = new ArrayList<>();
    int depth = 0;
    int from = begin;
    for (int i = begin; i < source.length(); i++) {
      switch (source.charAt(i)) {
        case '\\' -> {
          if (source.startsWith("\\Q", i)) {
            return List.of(this);
          }
          i++;
        }
        case '[' -> i = endOfClass(i);
        case '(' -> {
          if (depth == 0 && source.startsWith("(?", i) && isFlagsOnly(i)) {
            return List.of(this); // flags in the middle reach into what follows
          }
          depth++;
        }
        case ')' -> depth--;
        case '|' -> {
          if (depth == 0) {
            parts.add(new Expression(flags + source.substring(from, i)));
            from = i + 1;
          }
        }
        default -> {}
      }
    }
    if (parts.isEmpty()) {
      return List.of(this);
    }
    parts.add(new Expression(flags + source.substring(from)));
    return parts;
  }

  private boolean isFlagsOnly(int open) {
    int next = open + 2;
    while (next < source.length()
        && (Character.isLowerCase(source.charAt(next)) || source.charAt(next) == '-')) {
      next++;
    }
    return next > open + 2 && next < source.length() && source.charAt(next) == ')';
  }

  private int endOfClass(int open) {
    int next = open + 1;
    next += next < source.length() && source.charAt(next) == '^' ? 1 : 0;
    next += next < source.length() && source.charAt(next) == ']' ? 1 : 0;
    while (next < source.length() && source.charAt(next) != ']') {
      next += source.charAt(next) == '\\' ? 2 : 1;
    }
    return next;
  }

  boolean isIn(String text) {
    return capture(text, null) != null;
  }

  /**
   * Looks for it in a text.
   *
   * @param group whose text is wanted; null when none is
   * @return the group's text, empty when it took no part; null when the expression is not found
   */
  String capture(String text, String group) {
    if (quick.isPresent()) {
      try {
        Steps steps = new Steps(text, LEAST_STEPS + STEPS_PER_CHARACTER * text.length());
        java.util.regex.Matcher matcher = quick.get().matcher(steps);
        if (!matcher.find()) {
          return null;
        }
        String captured = group == null || !hasGroup(group) ? null : matcher.group(group);
        return captured == null ? "" : captured;
      } catch (OutOfSteps e) {
        return exactly(text, group);
      }
    }
    return exactly(text, group);
  }

  private String exactly(String text, String group) {
    Matcher matcher = exact.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    String captured = group == null || !hasGroup(group) ? null : matcher.group(group);
    return captured == null ? "" : captured;
  }

  /**
   * Whether the JDK reads the expression as RE2 does: no classes by name, no brackets within
   * brackets, no repeated groups (which the JDK would match by recursion).
   */
  private static boolean meansTheSame(String source) {
    for (String strange :
        new String[] {
          "\\p", "\\P", "\\x", "\\Q", "\\C", "\\z", "\\A", "\\a", "&&", "(?U", ")*", ")+", "){",
          "(?<", "\\0"
        }) {
      if (source.contains(strange)) {
        return false;
      }
    }
    boolean inClass = false;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c > 126) {
        return false;
      }
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        if (inClass) {
          return false;
        }
        inClass = true;
        i +=
            source.startsWith("^]", i + 1)
                ? 2
                : source.startsWith("]", i + 1) || source.startsWith("^", i + 1) ? 1 : 0;
      } else if (c == ']') {
        inClass = false;
      }
    }
    return true;
  }

  private static Optional<java.util.regex.Pattern> quick(String source) {
    try {
      return Optional.of(java.util.regex.Pattern.compile(source.replace("(?P<", "(?<")));
    } catch (java.util.regex.PatternSyntaxException e) {
      return Optional.empty(); // RE2/J takes it, that is enough
    }
  }

  /** Thrown on the way out of the JDK's matcher; carries nothing. */
  private static final class OutOfSteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfSteps() {
      super(null, null, false, false);
    }
  }

  /** A text that may be looked at so many times. */
  private static final class Steps implements CharSequence {
    private final String text;
    private int left;

    Steps(String text, int most) {
      this.text = text;
      this.left = most;
    }

    @Override
    public char charAt(int index) {
      if (left-- <= 0) {
        throw new OutOfSteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
