package io.fivewhys.cases;

import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import io.fivewhys.settings.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** What is wrong with one file of cases, each thing once and with its place. */
final class FileProblems {
  /** More of one file help nobody. */
  private static final int MOST = 200;

  private final String file;
  private final List<String> lines;
  private final Set<RuleProblem> found = new LinkedHashSet<>();

  FileProblems(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  String file() {
    return file;
  }

  /** In the order of the lines. */
  List<RuleProblem> found() {
    List<RuleProblem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(RuleProblem::line).thenComparingInt(RuleProblem::column));
    return sorted;
  }

  int count() {
    return found.size();
  }

  /** The file cannot be read as what it should be. */
  void parse(Node at, String message, String advice) {
    add(Stage.PARSE, at.getStartMark(), "", message, advice);
  }

  /** It can be read, and does not fit the rules or itself. */
  void consistency(Node at, String rule, String message, String advice) {
    add(Stage.CONSISTENCY, at.getStartMark(), rule, message, advice);
  }

  /**
   * @param at null when the place is not known
   */
  void add(Stage stage, Mark at, String rule, String message, String advice) {
    int line = at == null ? 0 : at.getLine() + 1;
    int column = at == null ? 0 : at.getColumn() + 1;
    String text = line < 1 || line > lines.size() ? "" : lines.get(line - 1).strip();
    if (found.size() == MOST) {
      return;
    }
    found.add(new RuleProblem(stage, file, rule, line, column, text, message, advice));
  }

  /** "did you mean x?", or all that is allowed. */
  static String meant(String given, Collection<String> allowed) {
    return Nearest.to(given, allowed)
        .map(it -> "did you mean " + it + "?")
        .orElseGet(() -> "known are: " + String.join(", ", allowed));
  }
}
