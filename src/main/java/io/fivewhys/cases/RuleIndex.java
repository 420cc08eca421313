package io.fivewhys.cases;

import io.fivewhys.rulebook.source.Consistency;
import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules of a rulebook as its text has them. */
final class RuleIndex {
  private final Map<String, RuleText> byName = new LinkedHashMap<>();
  private final boolean complete;

  private RuleIndex(List<DrlFile> files) {
    complete = files.stream().allMatch(it -> it.problems().isEmpty() && it.tree().isPresent());
    for (DrlFile file : files) {
      RuleText.of(file).forEach(rule -> byName.putIfAbsent(rule.name(), rule));
    }
  }

  static RuleIndex of(RuleFiles files) {
    return new RuleIndex(
        files.rules().entrySet().stream()
            .map(file -> DrlFile.parse(file.getKey(), file.getValue()))
            .toList());
  }

  static String folderOf(String path) {
    int end = path.lastIndexOf('/');
    return end < 0 ? "" : path.substring(0, end);
  }

  /** Whether every file could be parsed; else a rule may exist that is not known here. */
  boolean complete() {
    return complete;
  }

  Optional<RuleText> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<RuleText> all() {
    return List.copyOf(byName.values());
  }

  /** Names to suggest: those of a folder first, since cases stand beside their rules. */
  List<String> names(String folder) {
    List<String> names = new ArrayList<>(namesIn(folder));
    byName.keySet().stream().filter(it -> !names.contains(it)).forEach(names::add);
    return names;
  }

  Set<String> namesIn(String folder) {
    return byName.values().stream()
        .filter(it -> it.folder().equals(folder))
        .map(RuleText::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The package that a folder's rules are in, as JUnit and others name a class. */
  static String packageOf(String file) {
    return Consistency.packageOf(file);
  }
}
