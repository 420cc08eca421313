package io.fivewhys.settings;

import java.util.List;
import java.util.Map;

/**
 * Settings, and where each came from.
 *
 * @param settings the record
 * @param keys every setting there is
 * @param values what was set, by key
 * @param origins where it was set, by key
 */
public record Loaded<T extends Record>(
    T settings, List<Key> keys, Map<String, Object> values, Map<String, String> origins) {

  /** A setting's value as it is written in the file. */
  public String written(Key key) {
    return key.kind().write(values.getOrDefault(key.name(), key.defaultValue()));
  }

  /** File and line, variable or flag that set it, or "default". */
  public String origin(Key key) {
    return origins.getOrDefault(key.name(), "default");
  }
}
