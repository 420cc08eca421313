package io.fivewhys.act.kubernetes;

import io.fivewhys.collect.kubernetes.change.ConfigData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What changes of a ConfigMap, without any value: they may be secrets. Sizes are shown, and no
 * hashes, on which a short secret could be tried out.
 */
final class ConfigDifference {
  private static final int MOST_LINES = 50;

  private ConfigDifference() {}

  /** A line for each key: {@code data[timeout]: changed, 2 → 3 bytes}. */
  static List<String> lines(ConfigData from, ConfigData to) {
    List<String> lines = new ArrayList<>();
    add("data", from.data(), to.data(), lines);
    add("binaryData", from.binaryData(), to.binaryData(), lines);
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    int more = lines.size() - MOST_LINES;
    List<String> shown = new ArrayList<>(lines.subList(0, MOST_LINES));
    shown.add("and %d keys more".formatted(more));
    return shown;
  }

  private static void add(
      String field, Map<String, String> from, Map<String, String> to, List<String> lines) {
    var keys = new TreeSet<>(from.keySet());
    keys.addAll(to.keySet());
    for (String key : keys) {
      String before = from.get(key);
      String after = to.get(key);
      if (before == null) {
        lines.add("%s[%s]: added, %d bytes".formatted(field, key, bytes(after)));
      } else if (after == null) {
        lines.add("%s[%s]: removed, %d bytes".formatted(field, key, bytes(before)));
      } else if (!before.equals(after)) {
        lines.add(
            "%s[%s]: changed, %d → %d bytes".formatted(field, key, bytes(before), bytes(after)));
      }
    }
  }

  private static int bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8).length;
  }
}
