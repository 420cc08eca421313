package io.fivewhys.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The keys of a record of records, and back: nothing is listed twice, so that no setting can be
 * forgotten.
 *
 * <p>A number's range is what {@link Within} says. Where a record belongs to a package that knows
 * no settings, its name tells: a ratio, share or confidence is 0 to 1, a factor 1 to 1,000.
 */
final class Schema {
  private static final double MOST = 1e9;

  private Schema() {}

  static List<Key> keysOf(Record defaults) {
    var keys = new ArrayList<Key>();
    collect("", defaults, keys);
    return List.copyOf(keys);
  }

  private static void collect(String prefix, Record defaults, List<Key> into) {
    for (var component : defaults.getClass().getRecordComponents()) {
      String name = prefix + Key.kebab(component.getName());
      switch (valueOf(component, defaults)) {
        case Record section -> collect(name + ".", section, into);
        case Object value -> into.add(new Key(name, kindOf(component), value));
      }
    }
  }

  /**
   * A record of the same type with the values that are given, and its own elsewhere.
   *
   * @param refused called with a section's key and the reason when its record refuses the values
   */
  @SuppressWarnings("unchecked")
  static <T extends Record> T build(
      T defaults, Map<String, Object> values, BiConsumer<String, String> refused) {
    return (T) build("", defaults, values, refused);
  }

  private static Record build(
      String prefix,
      Record defaults,
      Map<String, Object> values,
      BiConsumer<String, String> refused) {
    var components = defaults.getClass().getRecordComponents();
    var arguments =
        Arrays.stream(components)
            .map(
                component -> {
                  String name = prefix + Key.kebab(component.getName());
                  return switch (valueOf(component, defaults)) {
                    case Record section -> build(name + ".", section, values, refused);
                    case Object value -> values.getOrDefault(name, value);
                  };
                })
            .toArray();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return (Record) defaults.getClass().getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException reason) {
        refused.accept(prefix.replaceAll("\\.$", ""), reason.getMessage());
        return defaults;
      }
      throw new IllegalStateException("cannot build " + defaults.getClass(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + defaults.getClass(), e);
    }
  }

  private static Object valueOf(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static Kind kindOf(RecordComponent component) {
    return kindOf(component.getType(), component);
  }

  /**
   * @param type the component's, or that of what it holds
   */
  static Kind kindOf(Class<?> type, RecordComponent component) {
    var within = component.getAnnotation(Within.class);
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      boolean narrow = type == int.class || type == Integer.class;
      return within == null
          ? new Kind.Whole(0, (long) MOST, narrow)
          : new Kind.Whole(Long.parseLong(within.least()), Long.parseLong(within.most()), narrow);
    }
    if (type == double.class || type == Double.class) {
      return within == null
          ? realByName(component.getName())
          : new Kind.Real(Double.parseDouble(within.least()), Double.parseDouble(within.most()));
    }
    if (type == Duration.class) {
      return within == null
          ? new Kind.Time(Duration.ofSeconds(1), Duration.ofDays(1))
          : new Kind.Time(duration(within.least()), duration(within.most()));
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Kind.Truth();
    }
    if (type == String.class) {
      return new Kind.Text();
    }
    if (type == List.class) {
      return new Kind.Texts();
    }
    if (type == Map.class) {
      return new Kind.Numbers();
    }
    if (type == Path.class) {
      return new Kind.Place();
    }
    if (component.getGenericType().getTypeName().equals("java.util.Optional<java.nio.file.Path>")) {
      return new Kind.PlaceOrNone();
    }
    if (component.getGenericType().getTypeName().equals("java.util.Optional<java.lang.String>")) {
      return new Kind.TextOrNone();
    }
    if (type == LocalTime.class) {
      return new Kind.DayTime();
    }
    if (type == ZoneId.class) {
      return new Kind.Zone();
    }
    if (type == Instant.class) {
      return new Kind.Moment();
    }
    if (type.isEnum()) {
      return new Kind.Choice(type);
    }
    throw new IllegalStateException("no setting can be a " + type);
  }

  private static Kind realByName(String name) {
    if (name.matches(".*([rR]atio|[sS]hare|[cC]onfidence)")) {
      return new Kind.Real(0, 1);
    }
    return name.endsWith("Factor") ? new Kind.Real(1, 1_000) : new Kind.Real(0, MOST);
  }

  private static Duration duration(String text) {
    return Durations.parse(text).orElseThrow();
  }
}
