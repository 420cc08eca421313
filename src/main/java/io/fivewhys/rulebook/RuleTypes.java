package io.fivewhys.rulebook;

import io.fivewhys.fact.Fact;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types that rules speak of, by reflection; for what a refusal can propose. */
final class RuleTypes {
  static final List<String> ACCUMULATE_FUNCTIONS =
      List.of("average", "collectList", "collectSet", "count", "max", "min", "sum");

  private static final List<String> PACKAGES =
      List.of("io.fivewhys.fact.", "io.fivewhys.inference.");

  private RuleTypes() {}

  /**
   * @param name simple, or with its package
   */
  static Optional<Class<?>> named(String name) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    for (String pack : PACKAGES) {
      try {
        return Optional.of(Class.forName(pack + simple, false, RuleTypes.class.getClassLoader()));
      } catch (ClassNotFoundException | LinkageError _) {
        // Of the next package, or none of ours.
      }
    }
    return Optional.empty();
  }

  /** Simple names of the facts. */
  static List<String> names() {
    return Stream.of(Fact.class.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .sorted()
        .toList();
  }

  /** What a pattern can ask for without arguments, as one writes it there. */
  static List<String> properties(Class<?> type) {
    TreeSet<String> names = new TreeSet<>();
    for (Method method : type.getMethods()) {
      if (method.getParameterCount() == 0
          && !Modifier.isStatic(method.getModifiers())
          && method.getReturnType() != void.class
          && method.getDeclaringClass() != Object.class
          && !List.of("toString", "hashCode").contains(method.getName())) {
        names.add(property(method.getName()));
      }
    }
    return List.copyOf(names);
  }

  /** What Java can call. */
  static List<String> methods(Class<?> type) {
    TreeSet<String> names = new TreeSet<>();
    for (Method method : type.getMethods()) {
      if (method.getDeclaringClass() != Object.class) {
        names.add(method.getName());
      }
    }
    return List.copyOf(names);
  }

  static List<String> signatures(Class<?> type, String method) {
    return Arrays.stream(type.getMethods())
        .filter(it -> it.getName().equals(method))
        .map(RuleTypes::signature)
        .sorted()
        .toList();
  }

  private static String signature(Method method) {
    return Arrays.stream(method.getParameters())
        .map(it -> it.getType().getSimpleName() + (it.isNamePresent() ? " " + it.getName() : ""))
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }

  private static String property(String method) {
    for (String prefix : List.of("is", "get")) {
      if (method.length() > prefix.length()
          && method.startsWith(prefix)
          && Character.isUpperCase(method.charAt(prefix.length()))) {
        String rest = method.substring(prefix.length());
        return Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
      }
    }
    return method;
  }
}
