package io.fivewhys.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A combination of objects that holds so far.
 *
 * @param values by the variable's name, in the order in which they were bound
 * @param found what patterns found, in their order
 */
record Partial(Map<String, Object> values, List<Object> found) {
  static final Partial EMPTY = new Partial(Map.of(), List.of());

  Partial with(String variable, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(variable, value);
    return new Partial(more, found);
  }

  Partial with(Map<String, Object> others) {
    if (others.isEmpty()) {
      return this;
    }
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.putAll(others);
    return new Partial(more, found);
  }

  Partial and(Object object) {
    List<Object> more = new ArrayList<>(found);
    more.add(object);
    return new Partial(values, more);
  }
}
