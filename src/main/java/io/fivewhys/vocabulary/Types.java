package io.fivewhys.vocabulary;

import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Shape;
import io.fivewhys.vocabulary.Vocabulary.Field;
import io.fivewhys.vocabulary.Vocabulary.Function;
import io.fivewhys.vocabulary.Vocabulary.Type;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes records as rules see them: by reflection, with the words of their sources. */
final class Types {
  private static final Set<String> OF_EVERY_RECORD = Set.of("equals", "hashCode", "toString");
  private static final int MOST_VALUES = 40;

  private final Docs docs;

  Types(Docs docs) {
    this.docs = docs;
  }

  Type type(Class<?> type) {
    return new Type(
        type.getSimpleName(),
        docs.of(type.getSimpleName()),
        type.isRecord()
            ? Arrays.stream(type.getRecordComponents()).map(it -> field(type, it)).toList()
            : List.of(),
        methods(type)
            .filter(it -> !isStatic(it) && it.getParameterCount() == 0)
            .map(it -> property(type, it))
            .toList(),
        methods(type)
            .filter(it -> !isStatic(it) && it.getParameterCount() > 0)
            .map(it -> function(type, it, ""))
            .toList(),
        factories(type));
  }

  /** Static methods of a class that is no fact itself. */
  List<Function> helpers(Class<?> type) {
    return methods(type)
        .filter(Types::isStatic)
        .map(it -> function(type, it, type.getSimpleName() + "."))
        .toList();
  }

  private List<Function> factories(Class<?> type) {
    if (Fact.class.isAssignableFrom(type) || !type.isRecord()) {
      return List.of();
    }
    List<Function> made =
        methods(type)
            .filter(it -> isStatic(it) && it.getReturnType() == type)
            .map(it -> function(type, it, type.getSimpleName() + "."))
            .toList();
    if (!made.isEmpty()) {
      return made;
    }
    String parameters =
        Arrays.stream(type.getRecordComponents())
            .map(it -> name(it.getGenericType()) + " " + it.getName())
            .collect(Collectors.joining(", "));
    String name = type.getSimpleName();
    return List.of(new Function(name, "new " + name + "(" + parameters + ")", name, docs.of(name)));
  }

  /** In the order of their names, since a class file promises none. */
  private static Stream<Method> methods(Class<?> type) {
    Set<String> components =
        type.isRecord()
            ? Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet())
            : Set.of();
    return Arrays.stream(type.getDeclaredMethods())
        .filter(it -> Modifier.isPublic(it.getModifiers()) && !it.isSynthetic())
        .filter(it -> !OF_EVERY_RECORD.contains(it.getName()))
        .filter(it -> it.getParameterCount() > 0 || !components.contains(it.getName()))
        .sorted(Comparator.comparing(Method::getName).thenComparing(Types::parameters));
  }

  private Field field(Class<?> type, RecordComponent component) {
    Class<?> raw = component.getType();
    return new Field(
        component.getName(),
        held(component.getGenericType()),
        isOptional(raw),
        unit(component.getName(), held(component.getGenericType()), shape(component)),
        values(component.getGenericType()),
        docs.of(type.getSimpleName() + "." + component.getName()));
  }

  private Field property(Class<?> type, Method method) {
    String name = method.getName();
    return new Field(
        name + "()",
        held(method.getGenericReturnType()),
        isOptional(method.getReturnType()),
        unit(name, held(method.getGenericReturnType()), Optional.empty()),
        values(method.getGenericReturnType()),
        docs.of(type.getSimpleName() + "." + name + "()"));
  }

  private Function function(Class<?> type, Method method, String before) {
    String names =
        Arrays.stream(method.getParameters())
            .map(Parameter::getName)
            .collect(Collectors.joining(","));
    return new Function(
        method.getName(),
        before + method.getName() + "(" + parameters(method) + ")",
        name(method.getGenericReturnType()),
        docs.of(type.getSimpleName() + "." + method.getName() + "(" + names + ")"));
  }

  private static String parameters(Method method) {
    return Arrays.stream(method.getParameters())
        .map(
            it ->
                (it.isVarArgs()
                        ? it.getType().getComponentType().getSimpleName() + "..."
                        : name(it.getParameterizedType()))
                    + " "
                    + it.getName())
        .collect(Collectors.joining(", "));
  }

  /** In what a number or a time is given; empty for all else. */
  private static String unit(String name, String type, Optional<Shape.Kind> shape) {
    if (type.equals("Instant")) {
      return "a time, RFC 3339 in a snapshot";
    }
    if (type.equals("Duration")) {
      return "a length of time, ISO 8601 in a snapshot";
    }
    if (!Set.of("double", "long", "int", "Map<Integer, Long>", "Map<String, Long>")
        .contains(type)) {
      return "";
    }
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    if (shape.filter(it -> it == Shape.Kind.RATIO).isPresent()
        || lower.matches(".*(ratio|share|confidence)")) {
      return "share, 0.0 to 1.0";
    }
    if (shape.filter(it -> it == Shape.Kind.PORT).isPresent()) {
      return "port, 1 to 65535";
    }
    for (String unit : List.of("millis", "seconds", "minutes", "hours", "bytes", "decibans")) {
      if (lower.endsWith(unit)) {
        return unit.equals("millis") ? "milliseconds" : unit;
      }
    }
    return switch (lower) {
      case "revision", "previousrevision" -> "number of a revision";
      case "exitcode" -> "exit code of a process";
      case "used", "limit", "hard" -> "in the resource's own unit";
      case "value" -> "in the unit that the fact names";
      case "weight" -> "decibans";
      case "depth" -> "hops from the gateway";
      case "rank" -> "place in the order, lowest first";
      default ->
          lower.endsWith("factor") ? "times the usual" : type.equals("double") ? "number" : "count";
    };
  }

  private static Optional<Shape.Kind> shape(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Shape.class)).map(Shape::value);
  }

  private static List<String> values(java.lang.reflect.Type type) {
    return switch (type) {
      case ParameterizedType generic ->
          Arrays.stream(generic.getActualTypeArguments())
              .flatMap(it -> values(it).stream())
              .toList();
      case Class<?> it when it.isEnum() && it.getEnumConstants().length <= MOST_VALUES ->
          Arrays.stream(it.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name())
              .toList();
      default -> List.of();
    };
  }

  private static boolean isOptional(Class<?> type) {
    return Set.of(Optional.class, OptionalDouble.class, OptionalInt.class, OptionalLong.class)
        .contains(type);
  }

  /** Of an optional one what it holds. */
  private static String held(java.lang.reflect.Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return name(generic.getActualTypeArguments()[0]);
    }
    if (type == OptionalDouble.class) {
      return "double";
    }
    if (type == OptionalLong.class) {
      return "long";
    }
    return type == OptionalInt.class ? "int" : name(type);
  }

  /** As Java writes it, without packages; a nested type with what it is nested in. */
  private static String name(java.lang.reflect.Type type) {
    return switch (type) {
      case ParameterizedType generic ->
          name(generic.getRawType())
              + Arrays.stream(generic.getActualTypeArguments())
                  .map(Types::name)
                  .collect(Collectors.joining(", ", "<", ">"));
      case Class<?> it when it.getEnclosingClass() != null ->
          name(it.getEnclosingClass()) + "." + it.getSimpleName();
      case Class<?> it -> it.getSimpleName();
      default -> type.getTypeName().replaceAll("\\w+\\.", "");
    };
  }

  private static boolean isStatic(Method method) {
    return Modifier.isStatic(method.getModifiers());
  }
}
