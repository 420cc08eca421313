package io.fivewhys.fact.read;

import com.fasterxml.jackson.core.JsonGenerator;
import io.fivewhys.fact.read.Tokens.Token;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Values by name in the order given; an empty map is the same as none.
 *
 * @param scalar what each value is
 * @param statuses whether the keys are status codes; then the map is required
 */
record MapForm<T>(Scalar<T> scalar, boolean statuses) implements Form {
  private static final Pattern STATUS = Pattern.compile("[1-5][0-9][0-9]");

  @Override
  public Object read(Reading in) throws IOException {
    if (in.tokens().current() != Token.START_OBJECT) {
      in.refuse("an object, each value of it " + scalar.allowed());
      return null;
    }
    Map<Object, T> entries = new LinkedHashMap<>();
    boolean fine = true;
    for (int i = 0; in.tokens().next() == Token.KEY; i++) {
      String name = in.tokens().text();
      in.problems().enter(name);
      Reading.limitEntries(i, in.limits().maxMapEntries());
      in.tokens().next();
      fine &= readEntry(name, entries, in);
      in.problems().leave();
    }
    return fine ? entries : null;
  }

  private boolean readEntry(String name, Map<Object, T> entries, Reading in) throws IOException {
    Object key = name;
    if (statuses) {
      if (!STATUS.matcher(name).matches()) {
        in.problems().add('"' + Problems.shorten(name) + '"', "a status code, 100 to 599");
        in.skip();
        return false;
      }
      key = Integer.valueOf(name);
    }
    if (entries.containsKey(key)) {
      in.refuseDuplicate();
      return false;
    }
    T value = scalar.read(in);
    entries.put(key, value);
    return value != null;
  }

  @Override
  public Optional<Object> absent() {
    return statuses ? Optional.empty() : Optional.of(Map.of());
  }

  @Override
  @SuppressWarnings("unchecked")
  public void write(Object value, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (var entry : ((Map<Object, T>) value).entrySet()) {
      out.writeFieldName(entry.getKey().toString());
      scalar.write(entry.getValue(), out);
    }
    out.writeEndObject();
  }
}
