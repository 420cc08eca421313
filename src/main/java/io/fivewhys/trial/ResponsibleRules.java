package io.fivewhys.trial;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Rules that concluded something else in one rulebook than in the other, by name and in order. A
 * rule that follows from another is named as well. Empty where one of the two did not come to an
 * end.
 *
 * @param noLonger concluded only in the one in force
 * @param newly concluded only in the candidate
 * @param differently concluded in both, and not the same: another weight, other words, or a rule of
 *     the same name that finds something else
 */
public record ResponsibleRules(
    List<String> noLonger, List<String> newly, List<String> differently) {
  static final ResponsibleRules UNKNOWN = new ResponsibleRules(List.of(), List.of(), List.of());

  /** More in a row tell a reader nothing. */
  private static final int MOST = 20;

  static ResponsibleRules of(SortedMap<String, Long> active, SortedMap<String, Long> candidate) {
    return new ResponsibleRules(
        names(active, rule -> !candidate.containsKey(rule.getKey())),
        names(candidate, rule -> !active.containsKey(rule.getKey())),
        names(
            active,
            rule ->
                candidate.containsKey(rule.getKey())
                    && !Objects.equals(candidate.get(rule.getKey()), rule.getValue())));
  }

  private static List<String> names(
      SortedMap<String, Long> rules, Predicate<Map.Entry<String, Long>> wanted) {
    return rules.entrySet().stream().filter(wanted).map(Map.Entry::getKey).limit(MOST).toList();
  }
}
