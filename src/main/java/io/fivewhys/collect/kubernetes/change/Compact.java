package io.fivewhys.collect.kubernetes.change;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** A piece of a spec as one line: {@code podSelector app=web, namespaceSelector team=shop}. */
final class Compact {
  private static final int LONGEST = 2_000;
  private static final int DEEPEST = 12;

  private Compact() {}

  static String of(Object node) {
    String line = line(node, DEEPEST);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }

  private static String line(Object node, int deepest) {
    if (deepest == 0) {
      return "…";
    }
    return switch (node) {
      case null -> "";
      case Map<?, ?> map when map.isEmpty() -> "all";
      case Map<?, ?> map when map.size() == 1 && map.containsKey("matchLabels") ->
          line(map.get("matchLabels"), deepest - 1);
      case Map<?, ?> map when isTypeAndValue(map) -> map.get("type") + " " + map.get("value");
      case Map<?, ?> map -> {
        var parts = new StringJoiner(" ");
        map.forEach((name, value) -> parts.add(part(name.toString(), value, deepest - 1)));
        yield parts.toString();
      }
      case List<?> list -> {
        var parts = new StringJoiner(", ");
        list.forEach(it -> parts.add(line(it, deepest - 1)));
        yield parts.toString();
      }
      default -> node.toString();
    };
  }

  private static String part(String name, Object value, int deepest) {
    boolean nested = value instanceof Map || value instanceof List;
    return name + (nested ? " " : "=") + line(value, deepest);
  }

  private static boolean isTypeAndValue(Map<?, ?> map) {
    return map.size() == 2
        && map.get("type") instanceof String
        && map.get("value") instanceof String;
  }
}
