package io.fivewhys.revision;

import io.fivewhys.rulebook.source.RuleFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changed in a source since it was last taken in, applied file by file to what is in force.
 *
 * @param files the outcome; of no use when there are conflicts
 * @param changed paths that differ from what is in force
 * @param conflicts paths that were changed on both sides, differently
 */
record SourceChanges(RuleFiles files, List<String> changed, List<String> conflicts) {

  /**
   * @param takenIn the source as it was last taken in
   * @param source the source now
   */
  static SourceChanges of(RuleFiles takenIn, RuleFiles source, RuleFiles inForce) {
    SortedMap<String, String> before = takenIn.contents();
    SortedMap<String, String> after = source.contents();
    SortedMap<String, String> ours = inForce.contents();
    SortedMap<String, String> merged = new TreeMap<>(ours);
    List<String> changed = new ArrayList<>();
    List<String> conflicts = new ArrayList<>();
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    for (String path : paths) {
      String content = after.get(path);
      if (same(before, after, path) || same(ours, after, path)) {
        continue;
      }
      if (!same(before, ours, path)) {
        conflicts.add(path);
      } else if (content == null) {
        changed.add(path);
        merged.remove(path);
      } else {
        changed.add(path);
        merged.put(path, content);
      }
    }
    return new SourceChanges(new RuleFiles(merged), List.copyOf(changed), List.copyOf(conflicts));
  }

  private static boolean same(
      SortedMap<String, String> one, SortedMap<String, String> other, String path) {
    return java.util.Objects.equals(one.get(path), other.get(path));
  }
}
