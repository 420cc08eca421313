package io.fivewhys.explain;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.drools.model.AccumulatePattern;
import org.drools.model.Binding;
import org.drools.model.Condition;
import org.drools.model.Constraint;
import org.drools.model.Declaration;
import org.drools.model.Pattern;
import org.drools.model.Variable;
import org.drools.model.patterns.EvalImpl;
import org.kie.api.runtime.rule.AccumulateFunction;

/**
 * Which combinations of objects a condition holds for, found by trying them one after the other:
 * what the engine finds by its network, in a way that can be asked about each step.
 */
final class Join {
  private final List<Object> objects;
  private final Constraints constraints;
  private final Map<Class<?>, List<Object>> byType = new HashMap<>();
  private final Map<Pattern<?>, List<Object>> candidates = new IdentityHashMap<>();

  Join(List<Object> objects, Effort effort) {
    this.objects = objects;
    this.constraints = new Constraints(effort);
  }

  Constraints constraints() {
    return constraints;
  }

  /** All objects of a type, in order. */
  List<Object> of(Class<?> type) {
    return byType.computeIfAbsent(
        type, wanted -> objects.stream().filter(wanted::isInstance).toList());
  }

  /**
   * Hands over each combination that the condition makes of this one.
   *
   * @param next says whether to go on
   * @return whether to go on
   */
  boolean each(Partial partial, Condition condition, Predicate<Partial> next) {
    return switch (condition.getType()) {
      case PATTERN -> pattern(partial, (Pattern<?>) condition, next);
      case AND -> all(partial, condition.getSubConditions(), next);
      case OR -> {
        for (Condition one : condition.getSubConditions()) {
          if (!each(partial, one, next)) {
            yield false;
          }
        }
        yield true;
      }
      case NOT -> anyOf(partial, condition) || next.test(partial);
      case EXISTS -> !anyOf(partial, condition) || next.test(partial);
      case FORALL -> !holdsForAll(partial, condition) || next.test(partial);
      case EVAL ->
          !constraints.test(((EvalImpl) condition).getExpr(), null, partial.values())
              || next.test(partial);
      case ACCUMULATE -> accumulate(partial, (AccumulatePattern<?>) condition, next);
      // A named consequence asks for nothing.
      case CONSEQUENCE -> next.test(partial);
      case QUERY, GROUP_BY, TEMPORAL, SENDER, RECEIVER ->
          throw new Unexplainable("a condition of kind " + condition.getType());
    };
  }

  /** Whether the conditions of a {@code not} or {@code exists} hold for anything. */
  boolean anyOf(Partial partial, Condition condition) {
    return !all(partial, condition.getSubConditions(), _ -> false);
  }

  /** All of these conditions, one after the other. */
  boolean all(Partial partial, List<Condition> conditions, Predicate<Partial> next) {
    if (conditions.isEmpty()) {
      return next.test(partial);
    }
    List<Condition> rest = conditions.subList(1, conditions.size());
    return each(partial, conditions.getFirst(), more -> all(more, rest, next));
  }

  private boolean holdsForAll(Partial partial, Condition condition) {
    List<Condition> parts = condition.getSubConditions();
    if (parts.size() == 1 && parts.getFirst().getType() == Condition.Type.AND) {
      parts = parts.getFirst().getSubConditions();
    }
    List<Condition> rest = parts.subList(1, parts.size());
    return each(partial, parts.getFirst(), base -> !all(base, rest, _ -> false));
  }

  private boolean pattern(Partial partial, Pattern<?> pattern, Predicate<Partial> next) {
    String name = pattern.getPatternVariable().getName();
    List<Constraint> parts = Constraints.of(pattern);
    // What accumulate bound is asked about by a pattern of its own.
    boolean known = partial.values().containsKey(name);
    List<Object> tried = known ? List.of(partial.values().get(name)) : candidates(pattern, parts);
    Map<String, Object> trial = new LinkedHashMap<>(partial.values());
    for (Object object : tried) {
      trial.put(name, object);
      if (!holds(parts, pattern, trial, known)) {
        continue;
      }
      Map<String, Object> values = new LinkedHashMap<>(trial);
      for (Binding binding : pattern.getBindings()) {
        String bound = binding.getBoundVariable().getName();
        values.put(bound, Constraints.bound(binding, pattern, values));
      }
      Partial more = new Partial(values, partial.found());
      if (!next.test(known ? more : more.and(object))) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(
      List<Constraint> parts, Pattern<?> pattern, Map<String, Object> values, boolean all) {
    String name = pattern.getPatternVariable().getName();
    for (Constraint part : parts) {
      if (!all && Constraints.isAboutItself(part, name)) {
        continue;
      }
      if (!constraints.test(part, pattern, values)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Those that hold by themselves, whatever they are combined with: asked first, as Drools does.
   */
  private List<Object> candidates(Pattern<?> pattern, List<Constraint> parts) {
    Variable<?> variable = pattern.getPatternVariable();
    if (variable instanceof Declaration<?> declaration && declaration.getSource() != null) {
      throw new Unexplainable("a pattern over what an expression gives");
    }
    List<Object> known = candidates.get(pattern);
    if (known != null) {
      return known;
    }
    List<Constraint> own =
        parts.stream().filter(it -> Constraints.isAboutItself(it, variable.getName())).toList();
    List<Object> passing = new ArrayList<>();
    for (Object object : of(variable.getType())) {
      Map<String, Object> values = Map.of(variable.getName(), object);
      if (own.stream().allMatch(it -> constraints.test(it, pattern, values))) {
        passing.add(object);
      }
    }
    candidates.put(pattern, passing);
    return passing;
  }

  private boolean accumulate(
      Partial partial, AccumulatePattern<?> pattern, Predicate<Partial> next) {
    List<Running> functions = new ArrayList<>();
    for (var function : pattern.getAccumulateFunctions()) {
      functions.add(Running.of(function));
    }
    Set<Object> some = new LinkedHashSet<>();
    each(
        partial,
        pattern.getCondition(),
        inner -> {
          functions.forEach(it -> it.add(inner));
          if (some.size() < Explanation.MOST_LISTED) {
            some.addAll(inner.found().subList(partial.found().size(), inner.found().size()));
          }
          return true;
        });
    Map<String, Object> results = new LinkedHashMap<>();
    for (Running function : functions) {
      Object result = function.result();
      if (result == null && functions.size() == 1) {
        // The smallest of nothing: there is no match.
        return true;
      }
      results.put(function.variable(), result);
    }
    List<Object> found = new ArrayList<>(partial.found());
    found.addAll(some);
    return next.test(new Partial(partial.with(results).values(), found));
  }

  /** One function of an accumulate, over one combination. */
  private record Running(
      org.drools.model.functions.accumulate.AccumulateFunction of,
      AccumulateFunction<Serializable> function,
      Serializable context) {

    @SuppressWarnings("unchecked")
    static Running of(org.drools.model.functions.accumulate.AccumulateFunction of) {
      if (!(of.createFunctionObject() instanceof AccumulateFunction<?> function)) {
        throw new Unexplainable("an accumulate with code of its own");
      }
      var known = (AccumulateFunction<Serializable>) function;
      try {
        Serializable context = known.createContext();
        known.init(context);
        return new Running(of, known, context);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    void add(Partial inner) {
      switch (of.getSource()) {
        case null -> function.accumulate(context, null);
        case Variable<?> variable -> {
          Object value = inner.values().get(variable.getName());
          if (value != null) {
            function.accumulate(context, value);
          }
        }
        default -> throw new Unexplainable("an accumulate over " + of.getSource());
      }
    }

    Object result() {
      try {
        return function.getResult(context);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    String variable() {
      return of.getResult().getName();
    }
  }
}
