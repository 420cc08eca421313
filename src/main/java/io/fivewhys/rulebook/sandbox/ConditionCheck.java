package io.fivewhys.rulebook.sandbox;

import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.AnnotatedBaseDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalBranchDescr;
import org.drools.drl.ast.descr.EntryPointDescr;
import org.drools.drl.ast.descr.EvalDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.NamedConsequenceDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Walks over a rule's conditions. A kind of condition that is not known here is refused. */
final class ConditionCheck {
  static final String FUNCTIONS_ADVICE =
      "use average, collectList, collectSet, count, max, min, standardDeviation, sum or variance";
  static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,79}");

  /** Each way through the alternatives of a rule becomes a rule of its own in memory. */
  static final int MAX_ALTERNATIVES = 64;

  private final Predicate<String> listed;
  private final DrlFile file;
  private final RuleDescr rule;
  private final List<RuleProblem> problems = new ArrayList<>();

  private ConditionCheck(Predicate<String> listed, DrlFile file, RuleDescr rule) {
    this.listed = listed;
    this.file = file;
    this.rule = rule;
  }

  /**
   * @param listed tells by its full name whether rules may use a class
   */
  static List<RuleProblem> check(Predicate<String> listed, DrlFile file, RuleDescr rule) {
    ConditionCheck check = new ConditionCheck(listed, file, rule);
    long alternatives = check.condition(rule.getLhs());
    if (alternatives > MAX_ALTERNATIVES) {
      check.refuse(
          rule,
          "the conditions have more than " + MAX_ALTERNATIVES + " alternatives",
          "every or multiplies them: conclude a Finding in rules of their own");
    }
    return check.problems;
  }

  /**
   * @return in how many ways it can be met, at most a little above {@link #MAX_ALTERNATIVES}
   */
  private long condition(BaseDescr condition) {
    if (condition instanceof AnnotatedBaseDescr annotated) {
      for (String name : annotated.getAnnotationNames()) {
        refuse(condition, "conditions may not have annotations (@" + name + ")", "remove it");
      }
    }
    return switch (condition) {
      case OrDescr or -> sum(or.getDescrs());
      case AndDescr and -> product(and.getDescrs());
      case NotDescr not -> product(not.getDescrs());
      case ExistsDescr exists -> product(exists.getDescrs());
      case ForallDescr forall -> product(forall.getDescrs());
      case PatternDescr pattern -> pattern(pattern);
      case EvalDescr _, ExprConstraintDescr _ -> 1;
      case NamedConsequenceDescr consequence -> named(consequence);
      case AccumulateDescr accumulate -> source(accumulate);
      case ConditionalBranchDescr _ ->
          refuse(condition, "conditions may not branch with if", "write two rules");
      default ->
          refuse(
              condition,
              "conditions of this kind are not known to be safe: "
                  + condition.getClass().getSimpleName().replace("Descr", ""),
              "use patterns, and, or, not, exists, forall, eval, from, collect and accumulate");
    };
  }

  private long pattern(PatternDescr pattern) {
    String type = pattern.getObjectType() == null ? "" : pattern.getObjectType();
    if (type.indexOf('.') > 0
        && Character.isLowerCase(type.charAt(0))
        && !listed.test(type.replaceFirst("<.*", ""))) {
      refuse(pattern, "rules may not use " + type, Instead.of(type, ""));
    }
    if (!pattern.getBehaviors().isEmpty()) {
      refuse(pattern, "patterns may not have windows", "a snapshot is one window");
    }
    long alternatives =
        pattern.getConstraint() == null ? 1 : condition((BaseDescr) pattern.getConstraint());
    return pattern.getSource() == null
        ? alternatives
        : Math.max(alternatives, source(pattern.getSource()));
  }

  private long source(PatternSourceDescr source) {
    return switch (source) {
      case GroupByDescr _ -> refuse(source, "rules may not group with groupby", FUNCTIONS_ADVICE);
      case AccumulateDescr accumulate -> accumulate(accumulate);
      case CollectDescr collect -> condition(collect.getInputPattern());
      case FromDescr _ -> 1;
      case EntryPointDescr entry ->
          refuse(
              source,
              "rules may not read the entry point " + TreeCheck.quoted(entry.getEntryId()),
              "all facts come one way: remove from entry-point");
      default -> refuse(source, "facts may not come from there", "use from, collect or accumulate");
    };
  }

  private long accumulate(AccumulateDescr accumulate) {
    boolean inline =
        accumulate.getInitCode() != null
            || accumulate.getActionCode() != null
            || accumulate.getReverseCode() != null
            || accumulate.getResultCode() != null;
    if (inline || accumulate.getFunctions().isEmpty()) {
      refuse(
          accumulate,
          "accumulate may not hold code (init, action, reverse, result)",
          FUNCTIONS_ADVICE + ": it would become a class with state, named by its line alone");
    }
    return condition(accumulate.getInput());
  }

  private long named(NamedConsequenceDescr consequence) {
    if (!NAME.matcher(consequence.getName()).matches()) {
      refuse(
          consequence,
          "a then cannot have the name " + TreeCheck.quoted(consequence.getName()),
          "use a simple name");
    }
    return 1;
  }

  private long sum(List<?> parts) {
    long sum = 0;
    for (Object part : parts) {
      sum = Math.min(MAX_ALTERNATIVES + 1L, sum + condition((BaseDescr) part));
    }
    return Math.max(1, sum);
  }

  private long product(List<?> parts) {
    long product = 1;
    for (Object part : parts) {
      product = Math.min(MAX_ALTERNATIVES + 1L, product * condition((BaseDescr) part));
    }
    return product;
  }

  private long refuse(BaseDescr at, String message, String advice) {
    int line = at.getLine() > 0 ? at.getLine() : rule.getLine();
    problems.add(
        file.problemAt(
            Stage.SANDBOX, rule.getName(), line, Math.max(0, at.getColumn()), message, advice));
    return 1;
  }
}
