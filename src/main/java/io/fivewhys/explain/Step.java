package io.fivewhys.explain;

import io.fivewhys.rulebook.source.DrlFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.model.AccumulatePattern;
import org.drools.model.Condition;
import org.drools.model.Pattern;

/**
 * A condition as it is written, and what the compiler made of it: one condition, or several for an
 * {@code accumulate} with a test of its results.
 *
 * @param line 1-based
 */
record Step(String text, int line, List<Condition> conditions) {

  /** The conditions of a rule, as far as text and compiled rule correspond. */
  static List<Step> of(DrlFile file, RuleDescr rule, Condition view) {
    List<List<Condition>> compiled = groups(view);
    List<BaseDescr> written = rule.getLhs().getDescrs();
    List<Step> steps = new ArrayList<>();
    boolean corresponds = compiled.size() == written.size();
    for (int i = 0; i < compiled.size(); i++) {
      steps.add(
          corresponds
              ? new Step(text(file, written.get(i)), written.get(i).getLine(), compiled.get(i))
              : new Step(text(compiled.get(i)), rule.getLine(), compiled.get(i)));
    }
    return steps;
  }

  /** The tests of what an accumulate results in belong to it. */
  private static List<List<Condition>> groups(Condition view) {
    List<List<Condition>> groups = new ArrayList<>();
    Set<String> results = new HashSet<>();
    boolean afterAccumulate = false;
    for (Condition condition : view.getSubConditions()) {
      if (condition.getType() == Condition.Type.CONSEQUENCE) {
        continue;
      }
      boolean test =
          condition.getType() == Condition.Type.PATTERN
              && results.contains(((Pattern<?>) condition).getPatternVariable().getName());
      if (test && afterAccumulate) {
        groups.getLast().add(condition);
        continue;
      }
      groups.add(new ArrayList<>(List.of(condition)));
      afterAccumulate = condition instanceof AccumulatePattern<?>;
      if (condition instanceof AccumulatePattern<?> accumulate) {
        for (var function : accumulate.getAccumulateFunctions()) {
          results.add(function.getResult().getName());
        }
      }
    }
    return groups;
  }

  private static String text(DrlFile file, BaseDescr at) {
    int start = at.getStartCharacter();
    int end = at.getEndCharacter() + 1;
    if (start < 0 || end > file.text().length() || start >= end) {
      return file.line(at.getLine());
    }
    return file.text().substring(start, end).strip().replaceAll("\\s+", " ");
  }

  private static String text(List<Condition> conditions) {
    return conditions.stream().map(Step::text).collect(Collectors.joining(" "));
  }

  private static String text(Condition condition) {
    if (condition instanceof Pattern<?> pattern) {
      return pattern.getPatternVariable().getType().getSimpleName()
          + Constraints.of(pattern).stream()
              .map(Constraints::text)
              .collect(Collectors.joining(", ", "( ", " )"));
    }
    return condition.getType().name().toLowerCase(java.util.Locale.ROOT)
        + condition.getSubConditions().stream()
            .map(Step::text)
            .collect(Collectors.joining(", ", "( ", " )"));
  }

  /** Types of all patterns in a rule's conditions, as they are written. */
  static Set<String> types(RuleDescr rule) {
    Set<String> types = new HashSet<>();
    patterns(rule.getLhs(), pattern -> types.add(pattern.getObjectType()));
    return types;
  }

  /** What a rule's conditions say of findings. */
  static String findings(RuleDescr rule) {
    StringBuilder text = new StringBuilder();
    patterns(
        rule.getLhs(),
        pattern -> {
          if (pattern.getObjectType().equals("Finding")) {
            pattern.getDescrs().forEach(it -> text.append(it.getText()).append(' '));
          }
        });
    return text.toString();
  }

  /** All patterns, also those inside of {@code not}, {@code exists} and {@code accumulate}. */
  static void patterns(BaseDescr at, Consumer<PatternDescr> to) {
    switch (at) {
      case PatternDescr pattern -> {
        if (pattern.getSource() instanceof AccumulateDescr accumulate) {
          patterns(accumulate.getInput(), to);
        } else {
          to.accept(pattern);
        }
      }
      case ConditionalElementDescr many ->
          many.getDescrs()
              .forEach(
                  one -> {
                    if (one instanceof BaseDescr descr) {
                      patterns(descr, to);
                    }
                  });
      case null, default -> {}
    }
  }
}
