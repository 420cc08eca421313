package io.fivewhys.fact.read;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** How a component of a fact stands in JSON: required or not, one value or many. */
interface Form {
  /** The component's value, or null when something about it was refused. */
  Object read(Reading in) throws IOException;

  /** What the component holds when the field is not there, or empty when it has to be there. */
  Optional<Object> absent();

  /** Writes a value that is not the absent one. */
  void write(Object value, JsonGenerator out) throws IOException;

  /** Whether it holds one point in time. */
  default boolean isTime() {
    return false;
  }

  /** One value that has to be there. */
  record One<T>(Scalar<T> scalar) implements Form {
    @Override
    public Object read(Reading in) throws IOException {
      return scalar.read(in);
    }

    @Override
    public boolean isTime() {
      return scalar == Scalars.INSTANT;
    }

    @Override
    public Optional<Object> absent() {
      return Optional.empty();
    }

    @Override
    @SuppressWarnings("unchecked")
    public void write(Object value, JsonGenerator out) throws IOException {
      scalar.write((T) value, out);
    }
  }

  /**
   * One value that may be missing, in a box such as {@code OptionalLong}.
   *
   * @param box puts a value in
   * @param unbox takes it out
   * @param empty the box without a value
   */
  record Maybe<T, B>(Scalar<T> scalar, Function<T, B> box, Function<B, T> unbox, B empty)
      implements Form {
    @Override
    public Object read(Reading in) throws IOException {
      T value = scalar.read(in);
      return value == null ? null : box.apply(value);
    }

    @Override
    public boolean isTime() {
      return scalar == Scalars.INSTANT;
    }

    @Override
    public Optional<Object> absent() {
      return Optional.of(empty);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void write(Object value, JsonGenerator out) throws IOException {
      scalar.write(unbox.apply((B) value), out);
    }
  }
}
