package io.fivewhys.fact;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Immutable copies in the order of their keys, so that equal facts also read the same. */
final class Ordered {
  private Ordered() {}

  static <K extends Comparable<K>, V> Map<K, V> copyOf(Map<K, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
