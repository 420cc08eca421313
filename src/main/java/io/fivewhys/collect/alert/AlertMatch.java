package io.fivewhys.collect.alert;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;

/**
 * Labels that an alert must have, all of them; one that it does not have counts as empty, as with
 * Alertmanager.
 *
 * @param match values by label
 * @param matchRe RE2 expressions by label, each of which must fit the whole value
 */
public record AlertMatch(Map<String, String> match, Map<String, String> matchRe) {

  public AlertMatch {
    match = Map.copyOf(match);
    matchRe = Map.copyOf(matchRe);
    if (match.isEmpty() && matchRe.isEmpty()) {
      throw new IllegalArgumentException(
          "match: {label: value} or match-re: {label: expression}, with one label at least");
    }
    for (var label : matchRe.entrySet()) {
      try {
        Pattern.compile(label.getValue());
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "an RE2 expression for %s (%s)".formatted(label.getKey(), e.getDescription()));
      }
    }
  }

  /** With these values. */
  public static AlertMatch of(Map<String, String> values) {
    return new AlertMatch(values, Map.of());
  }
}
