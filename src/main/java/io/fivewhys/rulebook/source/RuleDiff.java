package io.fivewhys.rulebook.source;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changes when one set of files takes the place of another.
 *
 * @param files each file that differs, in order of path
 * @param rules each rule that differs, in order of name; moved to another file is no difference
 * @param unified the same as {@code diff -u} would have it
 */
public record RuleDiff(List<Changed> files, List<Changed> rules, String unified) {
  /** Where everything differs, comparing takes time with the square of the lines. */
  private static final int MOST_LINES = 5_000;

  private static final int CONTEXT_LINES = 3;
  private static final int HEAD_LINES = 2;

  /** How one differs. */
  public enum How {
    ADDED,
    REMOVED,
    CHANGED;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param name path of a file or name of a rule
   */
  public record Changed(How how, String name) {}

  public static RuleDiff between(RuleFiles before, RuleFiles after) {
    var files = changed(before.contents(), after.contents());
    var unified = new StringBuilder();
    for (var file : files) {
      unified.append(
          unified(
              file.name(), before.contents().get(file.name()), after.contents().get(file.name())));
    }
    return new RuleDiff(files, changed(rules(before), rules(after)), unified.toString());
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  private static Map<String, String> rules(RuleFiles files) {
    var rules = new TreeMap<String, String>();
    files
        .rules()
        .forEach(
            (path, text) ->
                RuleText.of(DrlFile.parse(path, text))
                    .forEach(rule -> rules.put(rule.name(), rule.source())));
    return rules;
  }

  private static List<Changed> changed(Map<String, String> before, Map<String, String> after) {
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    var changed = new ArrayList<Changed>();
    for (String name : names) {
      if (!before.containsKey(name)) {
        changed.add(new Changed(How.ADDED, name));
      } else if (!after.containsKey(name)) {
        changed.add(new Changed(How.REMOVED, name));
      } else if (!Objects.equals(before.get(name), after.get(name))) {
        changed.add(new Changed(How.CHANGED, name));
      }
    }
    return List.copyOf(changed);
  }

  private static String unified(String path, String before, String after) {
    List<String> old = before == null ? List.of() : before.lines().toList();
    List<String> young = after == null ? List.of() : after.lines().toList();
    String from = before == null ? "/dev/null" : "a/" + path;
    String to = after == null ? "/dev/null" : "b/" + path;
    if (old.size() + young.size() > MOST_LINES) {
      return "--- %s%n+++ %s%n(%,d and %,d lines: too long to be compared)%n"
          .formatted(from, to, old.size(), young.size())
          .replace("\r\n", "\n");
    }
    var patch = DiffUtils.diff(old, young, new MyersDiffWithLinearSpace<>());
    var lines = UnifiedDiffUtils.generateUnifiedDiff(from, to, old, patch, CONTEXT_LINES);
    return lines.isEmpty()
        ? "--- %s\n+++ %s\n(only the ends of lines differ)\n".formatted(from, to)
        : String.join("\n", deletionsFirst(lines)) + "\n";
  }

  /** The library may tell what comes before what goes; diff -u has it the other way round. */
  private static List<String> deletionsFirst(List<String> lines) {
    var ordered = new ArrayList<>(lines.subList(0, HEAD_LINES));
    var inserted = new ArrayList<String>();
    for (String line : lines.subList(HEAD_LINES, lines.size())) {
      if (line.startsWith("+")) {
        inserted.add(line);
        continue;
      }
      if (!line.startsWith("-")) {
        ordered.addAll(inserted);
        inserted.clear();
      }
      ordered.add(line);
    }
    ordered.addAll(inserted);
    return ordered;
  }
}
