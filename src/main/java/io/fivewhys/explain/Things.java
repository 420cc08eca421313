package io.fivewhys.explain;

import io.fivewhys.diagnose.WorkingMemory;
import io.fivewhys.fact.Fact;
import io.fivewhys.inference.Observed;
import io.fivewhys.report.Printable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what rules see into words, of bounded length. */
final class Things {
  private static final int MOST_CHARS = 240;
  private static final int MOST_VALUE_CHARS = 80;

  /** What a constraint may speak of: a name that is no part of a longer path and no text. */
  private static final Pattern NAME =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|(?<![\\w$.])(\\$\\w+(?:\\.\\w+)?|[a-z]\\w*)");

  private final WorkingMemory memory;

  Things(WorkingMemory memory) {
    this.memory = memory;
  }

  Explanation.Thing thing(Object object) {
    List<Integer> facts =
        object instanceof Observed observed
            ? Observed.facts(observed).stream()
                .map(fact -> memory.position(fact).orElse(null))
                .filter(java.util.Objects::nonNull)
                .distinct()
                .sorted()
                .toList()
            : List.of();
    return new Explanation.Thing(
        object.getClass().getSimpleName(),
        memory.position(object),
        facts.size() > 20 ? facts.subList(0, 20) : facts,
        description(object),
        memory.rule(object));
  }

  List<Explanation.Thing> things(List<Object> objects) {
    return objects.stream().distinct().limit(Explanation.MOST_LISTED).map(this::thing).toList();
  }

  /** What is known of it, its own facts aside. */
  static String description(Object object) {
    if (!object.getClass().isRecord()) {
      return shown(object);
    }
    List<String> parts = new ArrayList<>();
    for (RecordComponent component : object.getClass().getRecordComponents()) {
      if (component.getName().equals("facts") || component.getName().equals("path")) {
        continue;
      }
      known(get(object, component.getName()))
          .ifPresent(value -> parts.add(component.getName() + " " + shown(value)));
    }
    return cut(Printable.line(String.join(", ", parts)), MOST_CHARS);
  }

  /** The values of everything that a text speaks of. */
  static Map<String, String> values(String text, Object self, Map<String, Object> variables) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher names = NAME.matcher(text);
    while (names.find()) {
      String name = names.group(1);
      if (name == null) {
        continue;
      }
      value(name, self, variables).ifPresent(value -> values.put(name, value));
    }
    return values;
  }

  private static Optional<String> value(String name, Object self, Map<String, Object> variables) {
    if (!name.startsWith("$")) {
      return has(self, name) ? Optional.of(spoken(get(self, name))) : Optional.empty();
    }
    String[] path = name.split("\\.");
    Object object = variables.get(path[0]);
    if (object == null) {
      return Optional.empty();
    }
    if (path.length == 1) {
      // Whole facts are shown elsewhere.
      return isSimple(object) ? Optional.of(shown(object)) : Optional.empty();
    }
    return has(object, path[1]) ? Optional.of(spoken(get(object, path[1]))) : Optional.empty();
  }

  /** What variables stand for, those that are facts aside. */
  static Map<String, String> simple(Map<String, Object> variables) {
    Map<String, String> simple = new LinkedHashMap<>();
    variables.forEach(
        (name, value) -> {
          if (name.startsWith("$") && isSimple(value)) {
            simple.put(name, shown(value));
          }
        });
    return simple;
  }

  private static boolean isSimple(Object object) {
    return object instanceof CharSequence
        || object instanceof Number
        || object instanceof Boolean
        || object instanceof Enum<?>
        || object instanceof Collection<?>
        || object instanceof java.time.temporal.Temporal
        || known(object).isEmpty();
  }

  private static String spoken(Object value) {
    return known(value).map(Things::shown).orElse("not known");
  }

  /** Whether it speaks of something that is not known of this object. */
  static boolean isUnknown(String text, Object self) {
    Matcher names = NAME.matcher(text);
    while (names.find()) {
      String name = names.group(1);
      if (name != null && !name.startsWith("$") && has(self, name)) {
        Object value = get(self, name);
        if (isOptional(value) && known(value).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOptional(Object value) {
    return value instanceof Optional<?>
        || value instanceof OptionalLong
        || value instanceof OptionalInt
        || value instanceof OptionalDouble;
  }

  private static Optional<Object> known(Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case Optional<?> it -> it.map(Object.class::cast);
      case OptionalLong it -> it.isPresent() ? Optional.of(it.getAsLong()) : Optional.empty();
      case OptionalInt it -> it.isPresent() ? Optional.of(it.getAsInt()) : Optional.empty();
      case OptionalDouble it -> it.isPresent() ? Optional.of(it.getAsDouble()) : Optional.empty();
      case Collection<?> it -> it.isEmpty() ? Optional.empty() : Optional.of(it);
      case Map<?, ?> it -> it.isEmpty() ? Optional.empty() : Optional.of(it);
      default -> Optional.of(value);
    };
  }

  static String shown(Object value) {
    return switch (value) {
      case null -> "nothing";
      case Fact fact -> fact.factKind();
      case Collection<?> many ->
          cut(
              many.stream().limit(5).map(Things::shown).toList()
                  + (many.size() > 5 ? " and " + (many.size() - 5) + " more" : ""),
              MOST_VALUE_CHARS);
      case Record record when record.getClass().getPackageName().startsWith("io.fivewhys") ->
          cut(
              record.getClass().getSimpleName() + " " + Printable.line(brief(record)),
              MOST_VALUE_CHARS);
      case String text when text.isEmpty() -> "\"\"";
      default ->
          cut(Printable.line(String.valueOf(known(value).orElse("not known"))), MOST_VALUE_CHARS);
    };
  }

  private static String brief(Record record) {
    return has(record, "name")
        ? String.valueOf(get(record, "name"))
        : has(record, "subject") ? String.valueOf(get(record, "subject")) : record.toString();
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }

  /** Only our own types are asked, and only for what a rule may ask them. */
  private static boolean has(Object object, String property) {
    return accessor(object, property).isPresent();
  }

  private static Optional<java.lang.reflect.Method> accessor(Object object, String property) {
    if (object == null || !object.getClass().getPackageName().startsWith("io.fivewhys")) {
      return Optional.empty();
    }
    String capital =
        property.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + property.substring(1);
    for (String name : List.of(property, "is" + capital, "get" + capital)) {
      try {
        var method = publicly(object.getClass(), object.getClass().getMethod(name));
        if (method.getDeclaringClass() != Object.class && method.getReturnType() != void.class) {
          return Optional.of(method);
        }
      } catch (NoSuchMethodException _) {
        // The next name, then.
      }
    }
    return Optional.empty();
  }

  /** A collection's class may be nobody's business; what it implements can be called. */
  private static Method publicly(Class<?> type, Method method) {
    if (Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
      return method;
    }
    for (Class<?> above = type; above != null; above = above.getSuperclass()) {
      for (Class<?> each : above.getInterfaces()) {
        try {
          return publicly(each, each.getMethod(method.getName()));
        } catch (NoSuchMethodException _) {
          // The next interface, then.
        }
      }
    }
    return method;
  }

  private static Object get(Object object, String property) {
    try {
      return accessor(object, property).orElseThrow().invoke(object);
    } catch (InvocationTargetException e) {
      return Optional.empty();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
