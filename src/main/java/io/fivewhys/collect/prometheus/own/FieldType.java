package io.fivewhys.collect.prometheus.own;

import io.fivewhys.collect.prometheus.api.Series;
import io.fivewhys.fact.Fact;
import io.fivewhys.fact.Shape;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a field of a kind of fact holds, and how a text or a sample becomes that. */
enum FieldType {
  TEXT,
  /** A name of what the fact is about, which tells it from others of its kind. */
  NAME,
  NUMBER,
  /** A number without a fraction. */
  COUNT,
  TRUTH,
  TIME,
  TEXTS,
  COUNTS_BY_NAME,
  NUMBERS_BY_NAME,
  TEXTS_BY_NAME;

  /**
   * A field.
   *
   * @param isRequired a fact cannot do without it
   */
  record Field(FieldType type, boolean isRequired) {}

  /** The fields of a kind that the contract knows. */
  static Map<String, Field> of(String kind) {
    Class<?> record =
        Arrays.stream(Fact.class.getPermittedSubclasses())
            .filter(it -> it.getSimpleName().equals(kind))
            .findFirst()
            .orElseThrow();
    Map<String, Field> fields = new LinkedHashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      fields.put(component.getName(), new Field(type(component), isRequired(component)));
    }
    return fields;
  }

  private static boolean isRequired(RecordComponent component) {
    Shape shape = component.getAnnotation(Shape.class);
    boolean isRequiredShape =
        shape != null && (shape.value() == Shape.Kind.STATUS || shape.value() == Shape.Kind.LINES);
    boolean mayBeMissing =
        List.of(Optional.class, OptionalDouble.class, OptionalLong.class, OptionalInt.class)
                .contains(component.getType())
            || component.getType() == List.class
            || component.getType() == Map.class;
    return isRequiredShape || !mayBeMissing;
  }

  private static FieldType type(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == Map.class) {
      return ofMap((ParameterizedType) component.getGenericType());
    }
    if (type == List.class) {
      return TEXTS;
    }
    Class<?> plain =
        type == Optional.class
            ? (Class<?>)
                ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
            : type;
    if (plain == OptionalDouble.class || plain == double.class) {
      return NUMBER;
    }
    if (plain == OptionalLong.class
        || plain == OptionalInt.class
        || plain == long.class
        || plain == int.class) {
      return COUNT;
    }
    if (plain == Boolean.class || plain == boolean.class) {
      return TRUTH;
    }
    if (plain == Instant.class) {
      return TIME;
    }
    return component.isAnnotationPresent(Shape.class) ? NAME : TEXT;
  }

  private static FieldType ofMap(ParameterizedType map) {
    return switch (map.getActualTypeArguments()[1].getTypeName()) {
      case "java.lang.Long" -> COUNTS_BY_NAME;
      case "java.lang.Double" -> NUMBERS_BY_NAME;
      default -> TEXTS_BY_NAME;
    };
  }

  boolean isByName() {
    return this == COUNTS_BY_NAME || this == NUMBERS_BY_NAME || this == TEXTS_BY_NAME;
  }

  /**
   * What the template gives for this series; null where it gives nothing. A text that is not what
   * the field holds is left as it is, for the contract to refuse it by name.
   */
  Object value(Template template, Series series) {
    if (template.isValue()) {
      return ofNumber(series.value());
    }
    if (this == TIME && template.isTime()) {
      return Instant.ofEpochMilli(series.samples().getLast().millis());
    }
    return template.of(series).map(this::ofText).orElse(null);
  }

  private Object ofNumber(double value) {
    return switch (this) {
      case NUMBER, NUMBERS_BY_NAME -> value;
      case COUNT, COUNTS_BY_NAME -> Math.round(value);
      case TRUTH -> value != 0;
      case TIME -> Instant.ofEpochMilli(Math.round(value * 1000));
      case TEXTS -> List.of(Double.toString(value));
      case TEXT, NAME, TEXTS_BY_NAME ->
          value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    };
  }

  private Object ofText(String text) {
    return switch (this) {
      case NUMBER, NUMBERS_BY_NAME, COUNT, COUNTS_BY_NAME -> {
        try {
          yield ofNumber(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
          yield text;
        }
      }
      case TRUTH ->
          switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "true", "1", "yes", "up" -> true;
            case "false", "0", "no", "down" -> false;
            default -> text;
          };
      case TEXTS ->
          Arrays.stream(text.split(",")).map(String::strip).filter(it -> !it.isEmpty()).toList();
      case TIME, TEXT, NAME, TEXTS_BY_NAME -> text;
    };
  }
}
