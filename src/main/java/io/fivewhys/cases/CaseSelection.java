package io.fivewhys.cases;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Which cases are run: all, or those for which an RE2 expression is found somewhere in the case's
 * name, in its file's path, or in the name of a rule that it names. Upper and lower case are alike.
 */
public final class CaseSelection {
  private static final int LONGEST = 1_000;

  private final Pattern expression;

  private CaseSelection(Pattern expression) {
    this.expression = expression;
  }

  public static CaseSelection all() {
    return new CaseSelection(null);
  }

  /**
   * @throws IllegalArgumentException when it is no expression; says why
   */
  public static CaseSelection matching(String expression) {
    if (expression.isEmpty() || expression.length() > LONGEST) {
      throw new IllegalArgumentException("it must have 1 to " + LONGEST + " characters");
    }
    try {
      return new CaseSelection(Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("it is no RE2 expression: " + e.getDescription(), e);
    }
  }

  boolean isAll() {
    return expression == null;
  }

  /** Whether a case is run. */
  public boolean takes(RuleCase it) {
    return isAll()
        || Stream.of(
                Stream.of(it.name(), it.file()),
                it.concludes().stream(),
                it.doesNotConclude().stream())
            .flatMap(texts -> texts)
            .anyMatch(text -> expression.matcher(text).find());
  }
}
