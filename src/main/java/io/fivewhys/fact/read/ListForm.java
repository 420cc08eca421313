package io.fivewhys.fact.read;

import com.fasterxml.jackson.core.JsonGenerator;
import io.fivewhys.fact.read.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Many values in order; an empty list is the same as none.
 *
 * @param scalar what each entry is
 * @param box makes the entry that the record holds
 * @param unbox the way back
 * @param lines whether these are log lines: required, and with limits of their own
 */
record ListForm<T, E>(Scalar<T> scalar, Function<T, E> box, Function<E, T> unbox, boolean lines)
    implements Form {

  static <T> ListForm<T, T> of(Scalar<T> scalar) {
    return new ListForm<>(scalar, Function.identity(), Function.identity(), false);
  }

  static ListForm<String, String> ofLines() {
    return new ListForm<>(Scalars.ANY_TEXT, Function.identity(), Function.identity(), true);
  }

  @Override
  public Object read(Reading in) throws IOException {
    if (in.tokens().current() != Token.START_ARRAY) {
      in.refuse("a list, each of it " + scalar.allowed());
      return null;
    }
    int most = lines ? in.limits().maxLinesPerFact() : in.limits().maxListEntries();
    List<E> entries = new ArrayList<>();
    boolean fine = true;
    for (int i = 0; in.tokens().next() != Token.END_ARRAY; i++) {
      Reading.limitEntries(i, most);
      in.problems().enter(i);
      T value = scalar.read(in);
      if (value == null || isTooLong(value, in)) {
        fine = false;
      } else if (fine) {
        entries.add(box.apply(value));
      }
      in.problems().leave();
    }
    return fine ? entries : null;
  }

  private boolean isTooLong(T value, Reading in) {
    int most = in.limits().maxLineChars();
    if (!lines
        || !(value instanceof String line)
        || line.codePointCount(0, line.length()) <= most) {
      return false;
    }
    in.problems()
        .add(
            "a line of " + line.length() + " characters, " + Problems.shorten(line),
            "a line of at most " + most + " characters");
    return true;
  }

  @Override
  public Optional<Object> absent() {
    return lines ? Optional.empty() : Optional.of(List.of());
  }

  @Override
  @SuppressWarnings("unchecked")
  public void write(Object value, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (E entry : (List<E>) value) {
      scalar.write(unbox.apply(entry), out);
    }
    out.writeEndArray();
  }
}
