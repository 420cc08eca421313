package io.fivewhys.explain;

import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleFiles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The signs of findings that a rulebook knows: who makes them, and who asks for them. A {@code *}
 * in a sign stands for what is known only when the rule fires.
 */
public final class Signs {
  private Signs() {}

  /**
   * One sign.
   *
   * @param madeBy rules whose {@code then} makes it
   * @param usedBy rules whose conditions ask for it
   */
  public record Use(List<String> madeBy, List<String> usedBy) {}

  /** By sign, in order. */
  public static SortedMap<String, Use> of(RuleFiles files) {
    SortedMap<String, Set<String>> made = new TreeMap<>();
    SortedMap<String, Set<String>> used = new TreeMap<>();
    SortedMap<String, Set<String>> alsoMade = new TreeMap<>();
    Set<String> signs = new TreeSet<>();
    files
        .rules()
        .forEach(
            (path, text) ->
                DrlFile.parse(path, text)
                    .rules()
                    .forEach(
                        rule -> {
                          for (String sign :
                              Makers.signsMade(String.valueOf(rule.getConsequence()))) {
                            made.computeIfAbsent(sign, _ -> new LinkedHashSet<>())
                                .add(rule.getName());
                          }
                          for (String sign : Makers.signsWanted(Step.findings(rule))) {
                            used.computeIfAbsent(sign, _ -> new LinkedHashSet<>())
                                .add(rule.getName());
                          }
                        }));
    signs.addAll(made.keySet());
    signs.addAll(used.keySet());
    for (String wanted : used.keySet()) {
      made.forEach(
          (sign, rules) -> {
            if (sign.contains("*") && Makers.isSign(sign, wanted)) {
              alsoMade.computeIfAbsent(wanted, _ -> new LinkedHashSet<>()).addAll(rules);
            }
          });
    }
    alsoMade.forEach(
        (sign, rules) -> made.computeIfAbsent(sign, _ -> new LinkedHashSet<>()).addAll(rules));
    SortedMap<String, Use> all = new TreeMap<>();
    for (String sign : signs) {
      all.put(
          sign,
          new Use(
              new ArrayList<>(made.getOrDefault(sign, Set.of())),
              new ArrayList<>(used.getOrDefault(sign, Set.of()))));
    }
    return all;
  }
}
