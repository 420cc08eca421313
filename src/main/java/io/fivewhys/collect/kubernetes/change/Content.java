package io.fivewhys.collect.kubernetes.change;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an object holds, as far as it is kept to be compared with what it will hold.
 *
 * @param values by path: the key of a ConfigMap or Secret, {@code key⏎path} for what stands within
 *     a file, or the path of a field of a spec
 */
record Content(SortedMap<String, Value> values) {
  /** Between a key and the path within the file that it holds; no key has it. */
  static final char INSIDE = '\n';

  static final Content EMPTY = new Content(Collections.emptySortedMap());

  Content {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /**
   * One value.
   *
   * @param hash tells it from others
   * @param shown the value itself, where it is short and no secret
   */
  record Value(String hash, Optional<String> shown) {}

  /**
   * The paths whose values are not the same in both. What stands within a file that is the same is
   * the same, whether it was looked into or not.
   */
  Collection<String> pathsThatDiffer(Content other) {
    var all = new TreeSet<>(values.keySet());
    all.addAll(other.values.keySet());
    all.removeIf(it -> hash(it).equals(other.hash(it)));
    all.removeIf(it -> it.indexOf(INSIDE) >= 0 && !all.contains(keyOf(it)));
    return all;
  }

  /** The key of a path within a file; a path that is within none is its own. */
  static String keyOf(String path) {
    int at = path.indexOf(INSIDE);
    return at < 0 ? path : path.substring(0, at);
  }

  private Optional<String> hash(String path) {
    return Optional.ofNullable(values.get(path)).map(Value::hash);
  }

  /** The value at this path, where it is there and may be shown. */
  Optional<String> shown(String path) {
    return Optional.ofNullable(values.get(path)).flatMap(Value::shown);
  }

  boolean has(String path) {
    return values.containsKey(path);
  }

  /** The same without what stands within files. */
  Content withoutInsides() {
    var outer = new TreeMap<>(values);
    outer.keySet().removeIf(it -> it.indexOf(INSIDE) >= 0);
    return new Content(outer);
  }

  /** Puts values together, each with its hash. */
  static final class Writer {
    private final KeyedHash hash;
    private final TreeMap<String, Value> values = new TreeMap<>();

    Writer(KeyedHash hash) {
      this.hash = hash;
    }

    /** A value that may be shown when it does not look like a secret. */
    Writer put(String path, String value) {
      values.put(path, new Value(hash.of(value), Discretion.shown(path, value)));
      return this;
    }

    /** A field of a spec, which may be shown unless its path or itself speaks of a secret. */
    Writer putField(String path, String value) {
      values.put(path, new Value(hash.of(value), Discretion.shownOfSpec(path, value)));
      return this;
    }

    /** A value that is never shown. */
    Writer putSecret(String path, String value) {
      values.put(path, new Value(hash.of(value), Optional.empty()));
      return this;
    }

    Content done() {
      return new Content(values);
    }
  }
}
