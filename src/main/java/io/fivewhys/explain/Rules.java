package io.fivewhys.explain;

import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.DrlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.model.Model;
import org.drools.model.Rule;

/** The rules of a rulebook, as they are written and as they are compiled. */
final class Rules {
  private final Map<String, Rule> compiled = new HashMap<>();
  private final Map<String, Written> written = new LinkedHashMap<>();

  /**
   * A rule and where it is written.
   *
   * @param then its consequence, as it is written
   * @param signs of the findings that it makes
   * @param wanted texts that it compares findings with, signs among them
   * @param types of its patterns
   */
  record Written(
      DrlFile file,
      RuleDescr rule,
      String then,
      Set<String> signs,
      Set<String> wanted,
      Set<String> types) {
    static Written of(DrlFile file, RuleDescr rule) {
      String then = String.valueOf(rule.getConsequence());
      return new Written(
          file,
          rule,
          then,
          Makers.signsMade(then),
          Makers.texts(Step.findings(rule)),
          Step.types(rule));
    }

    String name() {
      return rule.getName();
    }

    Explanation.Maker maker() {
      return new Explanation.Maker(name(), file.path(), rule.getLine());
    }
  }

  Rules(Rulebook rulebook) {
    for (Model model : rulebook.models()) {
      model.getRules().forEach(rule -> compiled.putIfAbsent(rule.getName(), rule));
    }
    rulebook
        .files()
        .rules()
        .forEach(
            (path, text) -> {
              DrlFile file = DrlFile.parse(path, text);
              for (RuleDescr rule : file.rules()) {
                if (rule.isRule()) {
                  written.putIfAbsent(rule.getName(), Written.of(file, rule));
                }
              }
            });
  }

  List<Written> all() {
    return new ArrayList<>(written.values());
  }

  Written named(String name) {
    Written rule = written.get(name);
    if (rule == null) {
      throw new NoSuchRule(name, meant(name));
    }
    return rule;
  }

  /** As the compiler made it; empty where rulebook and text do not go together. */
  Optional<Rule> compiled(Written rule) {
    return Optional.ofNullable(compiled.get(rule.name()));
  }

  /** The rule that has most words in common with what was asked for, if that is half of them. */
  private Optional<String> meant(String asked) {
    List<String> words = words(asked);
    Optional<String> best = Optional.empty();
    double most = 0.5;
    for (String name : written.keySet()) {
      List<String> known = words(name);
      long common = words.stream().filter(known::contains).count();
      double share = 2.0 * common / (words.size() + known.size());
      if (share > most) {
        most = share;
        best = Optional.of(name);
      }
    }
    return best;
  }

  private static List<String> words(String text) {
    String bounded = text.substring(0, Math.min(text.length(), 200));
    return List.of(bounded.toLowerCase(java.util.Locale.ROOT).split("\\W+"));
  }
}
