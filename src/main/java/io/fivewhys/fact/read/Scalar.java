package io.fivewhys.fact.read;

import com.fasterxml.jackson.core.JsonGenerator;
import io.fivewhys.fact.read.Tokens.Token;
import java.io.IOException;
import java.util.List;

/**
 * A value that is neither object nor list.
 *
 * @param <T> what it becomes
 */
interface Scalar<T> {
  /** What may stand here, in words. */
  String allowed();

  /** The value, or null when it is not allowed. */
  T from(Token token, String text);

  void write(T value, JsonGenerator out) throws IOException;

  /** The names that may stand here, if these are few. */
  default List<String> names() {
    return List.of();
  }

  /** The value where the reading stands, or null when it was refused. */
  default T read(Reading in) throws IOException {
    Token token = in.tokens().current();
    if (token == Token.START_OBJECT || token == Token.START_ARRAY) {
      in.refuse(allowed());
      return null;
    }
    String text = in.tokens().text();
    T value = from(token, text);
    if (value == null) {
      in.refuse(allowed(), Nearest.to(text, names()));
    }
    return value;
  }
}
