package io.fivewhys.collect.kubernetes.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between what an object held and what it holds.
 *
 * @param keys the keys or paths that differ, for people and for rules
 * @param from the old value; for several {@code key=value, key=value}; empty when not all of them
 *     may be shown
 * @param to the new one
 * @param paths the paths that differ, as the contents have them
 */
record Difference(
    List<String> keys, Optional<String> from, Optional<String> to, Collection<String> paths) {
  private static final int MOST_KEYS = 20;
  private static final int MOST_INSIDE = 10;
  private static final int MOST_VALUES = 4;

  boolean isNone() {
    return paths.isEmpty();
  }

  static Difference between(Content before, Content after) {
    Collection<String> paths = before.pathsThatDiffer(after);
    Optional<Renaming> renaming = Renaming.in(paths, before, after);
    if (renaming.isPresent()) {
      Renaming it = renaming.get();
      return new Difference(
          List.of(it.stem() + "[" + it.from() + "]"),
          Optional.of(it.from()),
          Optional.of(it.to()),
          paths);
    }
    Collection<String> leaves = leaves(paths);
    boolean shown = leaves.size() <= MOST_VALUES && mayBeShown(leaves, before, after);
    return new Difference(
        keys(paths),
        shown ? values(leaves, before) : Optional.empty(),
        shown ? values(leaves, after) : Optional.empty(),
        paths);
  }

  /** What somebody else named says that it was made or taken away as a whole. */
  static List<String> keysOfWhole(Content content) {
    return keys(content.withoutInsides().values().keySet().stream().map(Difference::top).toList());
  }

  /** {@code spec.rules} of a path below it; a key of a ConfigMap as it is. */
  private static String top(String path) {
    if (!path.startsWith("spec.")) {
      return path;
    }
    int end = 5;
    while (end < path.length() && ".[".indexOf(path.charAt(end)) < 0) {
      end++;
    }
    return path.substring(0, end);
  }

  private static List<String> keys(Collection<String> paths) {
    var keys = new LinkedHashSet<String>();
    Map<String, List<String>> inside = new TreeMap<>();
    for (String path : paths) {
      int at = path.indexOf(Content.INSIDE);
      if (at < 0) {
        keys.add(path);
      } else {
        inside
            .computeIfAbsent(path.substring(0, at), _ -> new ArrayList<>())
            .add(path.substring(at + 1));
      }
    }
    inside.values().stream().filter(it -> it.size() <= MOST_INSIDE).forEach(keys::addAll);
    if (keys.size() > MOST_KEYS) {
      var tops = new TreeSet<String>();
      keys.forEach(it -> tops.add(top(it)));
      return tops.stream().limit(MOST_KEYS).toList();
    }
    return List.copyOf(keys);
  }

  /** Without a file whose settings that differ are known. */
  private static Collection<String> leaves(Collection<String> paths) {
    var leaves = new TreeSet<>(paths);
    for (String path : paths) {
      if (path.indexOf(Content.INSIDE) >= 0) {
        leaves.remove(Content.keyOf(path));
      }
    }
    return leaves;
  }

  private static boolean mayBeShown(Collection<String> paths, Content before, Content after) {
    return paths.stream()
        .allMatch(
            it ->
                (!before.has(it) || before.shown(it).isPresent())
                    && (!after.has(it) || after.shown(it).isPresent()));
  }

  private static Optional<String> values(Collection<String> paths, Content content) {
    List<String> values = new ArrayList<>();
    for (String path : paths) {
      content
          .shown(path)
          .ifPresent(it -> values.add(paths.size() == 1 ? it : lastPart(path) + "=" + it));
    }
    String joined = String.join(", ", values);
    return joined.isEmpty() ? Optional.empty() : Optional.of(joined);
  }

  private static String lastPart(String path) {
    String inner = path.substring(path.indexOf(Content.INSIDE) + 1);
    return inner.startsWith("spec.") ? inner.substring(inner.lastIndexOf('.') + 1) : inner;
  }
}
