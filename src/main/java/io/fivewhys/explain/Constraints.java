package io.fivewhys.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drools.model.Binding;
import org.drools.model.Constraint;
import org.drools.model.Pattern;
import org.drools.model.SingleConstraint;
import org.drools.model.Variable;

/** The parts of a pattern, asked one by one. */
final class Constraints {
  private final Effort effort;

  Constraints(Effort effort) {
    this.effort = effort;
  }

  /** In the order in which they are written. */
  static List<Constraint> of(Pattern<?> pattern) {
    List<Constraint> parts = new ArrayList<>();
    flatten(pattern.getConstraint(), parts);
    return parts;
  }

  private static void flatten(Constraint constraint, List<Constraint> parts) {
    if (constraint == null || constraint == SingleConstraint.TRUE) {
      return;
    }
    switch (constraint.getType()) {
      case MULTIPLE, AND -> constraint.getChildren().forEach(child -> flatten(child, parts));
      case SINGLE, OR -> parts.add(constraint);
    }
  }

  /** As it is written; empty when that is not known. */
  static String text(Constraint constraint) {
    if (constraint instanceof SingleConstraint single) {
      return single.predicateInformation().getStringConstraint();
    }
    return String.join(
        constraint.getType() == Constraint.Type.OR ? " || " : " && ",
        constraint.getChildren().stream().map(Constraints::text).toList());
  }

  /** It speaks of the pattern's own object alone. */
  static boolean isAboutItself(Constraint constraint, String variable) {
    if (constraint instanceof SingleConstraint single) {
      for (Variable<?> other : single.getVariables()) {
        if (!other.getName().equals(variable)) {
          return false;
        }
      }
      return true;
    }
    return constraint.getChildren().stream().allMatch(child -> isAboutItself(child, variable));
  }

  /**
   * @param pattern whose bindings the constraint may name
   * @throws RuntimeException whatever the rule's own code throws
   */
  boolean test(Constraint constraint, Pattern<?> pattern, Map<String, Object> values) {
    if (constraint instanceof SingleConstraint single) {
      effort.spend();
      return test(single, pattern, values);
    }
    return switch (constraint.getType()) {
      case OR -> constraint.getChildren().stream().anyMatch(it -> test(it, pattern, values));
      case AND, MULTIPLE, SINGLE ->
          constraint.getChildren().stream().allMatch(it -> test(it, pattern, values));
    };
  }

  private static boolean test(
      SingleConstraint single, Pattern<?> pattern, Map<String, Object> values) {
    Variable<?>[] variables = single.getVariables();
    Object[] arguments = new Object[variables.length];
    for (int i = 0; i < variables.length; i++) {
      arguments[i] = value(variables[i].getName(), pattern, values);
    }
    try {
      return single.getPredicate().test(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object value(String name, Pattern<?> pattern, Map<String, Object> values) {
    if (values.containsKey(name)) {
      return values.get(name);
    }
    if (pattern != null) {
      for (Binding binding : pattern.getBindings()) {
        if (binding.getBoundVariable().getName().equals(name)) {
          return bound(binding, pattern, values);
        }
      }
    }
    throw new Unexplainable("nothing is known of " + name);
  }

  /** What a binding of the pattern stands for. */
  static Object bound(Binding binding, Pattern<?> pattern, Map<String, Object> values) {
    Variable<?>[] inputs = binding.getInputVariables();
    Object[] arguments = new Object[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      arguments[i] = value(inputs[i].getName(), pattern, values);
    }
    return binding.eval(arguments);
  }
}
