package io.fivewhys.trial;

import io.fivewhys.diagnose.Trial;
import io.fivewhys.inference.Evidence;
import io.fivewhys.inference.Finding;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Rules that concluded something else in one rulebook than in the other, by name and in order. A
 * rule that follows from another is named as well; of two that concluded alike only one. Empty
 * where one of the two rulebooks did not come to an end.
 *
 * @param noLonger concluded only in the one in force
 * @param newly concluded only in the candidate
 * @param differently concluded in both, and not the same: another weight, other words, or about
 *     something else
 */
public record ResponsibleRules(
    List<String> noLonger, List<String> newly, List<String> differently) {
  static final ResponsibleRules UNKNOWN = new ResponsibleRules(List.of(), List.of(), List.of());

  /** More in a row tell a reader nothing. */
  private static final int MOST = 20;

  static ResponsibleRules of(Trial active, Trial candidate) {
    SortedMap<String, List<Object>> before = active.conclusions();
    SortedMap<String, List<Object>> after = candidate.conclusions();
    return new ResponsibleRules(
        names(before, rule -> !after.containsKey(rule)),
        names(after, rule -> !before.containsKey(rule)),
        names(
            before,
            rule ->
                after.containsKey(rule)
                    && !words(before.get(rule)).equals(words(after.get(rule)))));
  }

  private static List<String> names(
      SortedMap<String, List<Object>> rules, Predicate<String> wanted) {
    return rules.keySet().stream().filter(wanted).limit(MOST).toList();
  }

  private static List<String> words(List<Object> concluded) {
    return concluded.stream().map(ResponsibleRules::words).sorted().toList();
  }

  /** Without the facts it rests on, which the snapshot decides and not the rule. */
  private static String words(Object concluded) {
    return switch (concluded) {
      case Finding it -> it.sign() + '\n' + it.subject() + '\n' + it.statement();
      case Evidence it ->
          it.hypothesis().toString() + it.weight() + '\n' + it.mechanism() + '\n' + it.statement();
      case Record other -> other.toString();
      // Types that a rulebook declares itself may have an identity for a text.
      default -> concluded.getClass().getName();
    };
  }
}
