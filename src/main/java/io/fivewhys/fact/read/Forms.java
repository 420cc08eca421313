package io.fivewhys.fact.read;

import io.fivewhys.fact.Shape;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Finds the form of a record's component from its type and {@link Shape}. */
final class Forms {
  private Forms() {}

  /**
   * @throws IllegalStateException when the contract knows no such type
   */
  static Form of(RecordComponent component) {
    Shape shape = component.getAnnotation(Shape.class);
    Optional<Shape.Kind> kind = Optional.ofNullable(shape).map(Shape::value);
    Type type = component.getGenericType();
    if (type == OptionalLong.class) {
      return new Form.Maybe<>(
          Scalars.COUNT, OptionalLong::of, OptionalLong::getAsLong, OptionalLong.empty());
    }
    if (type == OptionalInt.class) {
      return new Form.Maybe<>(
          Scalars.INTEGER,
          value -> OptionalInt.of(value.intValue()),
          value -> (long) value.getAsInt(),
          OptionalInt.empty());
    }
    if (type == OptionalDouble.class) {
      return new Form.Maybe<>(
          number(kind), OptionalDouble::of, OptionalDouble::getAsDouble, OptionalDouble.empty());
    }
    if (type instanceof ParameterizedType many) {
      return many(many, kind);
    }
    return new Form.One<>(scalar(type, kind));
  }

  private static Form many(ParameterizedType type, Optional<Shape.Kind> kind) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return maybe(scalar(arguments[0], kind));
    }
    if (type.getRawType() == Map.class) {
      return new MapForm<>(scalar(arguments[1], Optional.empty()), isA(kind, Shape.Kind.STATUS));
    }
    if (type.getRawType() == List.class) {
      if (isA(kind, Shape.Kind.LINES)) {
        return ListForm.ofLines();
      }
      if (arguments[0] == Integer.class && isA(kind, Shape.Kind.PORT)) {
        return new ListForm<>(Scalars.PORT, Long::intValue, Integer::longValue, false);
      }
      return ListForm.of(scalar(arguments[0], kind));
    }
    throw new IllegalStateException("no form for " + type);
  }

  private static <T> Form maybe(Scalar<T> scalar) {
    return new Form.Maybe<T, Optional<T>>(
        scalar, Optional::of, Optional::orElseThrow, Optional.empty());
  }

  private static boolean isA(Optional<Shape.Kind> kind, Shape.Kind wanted) {
    return kind.filter(wanted::equals).isPresent();
  }

  private static Scalar<?> scalar(Type type, Optional<Shape.Kind> kind) {
    if (type == String.class) {
      return text(kind);
    }
    if (type == long.class || type == Long.class) {
      return Scalars.COUNT;
    }
    if (type == double.class || type == Double.class) {
      return number(kind);
    }
    if (type == boolean.class || type == Boolean.class) {
      return Scalars.TRUTH;
    }
    if (type == Instant.class) {
      return Scalars.INSTANT;
    }
    if (type instanceof Class<?> constants && constants.isEnum()) {
      return names(constants);
    }
    throw new IllegalStateException("no scalar for " + type);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Scalar<?> names(Class<?> type) {
    return Scalars.oneOf((Class<Enum>) type);
  }

  private static Scalar<String> text(Optional<Shape.Kind> kind) {
    return switch (kind.orElse(null)) {
      case NAME -> Scalars.NAME;
      case TEXT -> Scalars.TEXT;
      case OBJECT -> Scalars.OBJECT_NAME;
      case null -> Scalars.ANY_TEXT;
      case COUNT, RATIO, POSITIVE, ANY, PORT, STATUS, LINES ->
          throw new IllegalStateException("no text is " + kind);
    };
  }

  private static Scalar<Double> number(Optional<Shape.Kind> kind) {
    return switch (kind.orElse(null)) {
      case RATIO -> Scalars.RATIO;
      case POSITIVE -> Scalars.POSITIVE;
      case ANY -> Scalars.NUMBER;
      case null -> Scalars.NOT_NEGATIVE;
      case NAME, TEXT, OBJECT, COUNT, PORT, STATUS, LINES ->
          throw new IllegalStateException("no number is " + kind);
    };
  }
}
