package io.fivewhys.rulebook.source;

import java.util.List;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * One rule as its file has it.
 *
 * @param file path inside the rulebook
 * @param line 1-based, of its name
 * @param lineText that line without its indentation
 * @param source its text, from its name to its end
 */
public record RuleText(String name, String file, int line, String lineText, String source) {

  /** The rules of a file, without its queries; none when it cannot be parsed. */
  public static List<RuleText> of(DrlFile file) {
    return file.rules().stream()
        .filter(rule -> !rule.isQuery())
        .map(rule -> of(file, rule))
        .toList();
  }

  private static RuleText of(DrlFile file, RuleDescr rule) {
    int from = Math.max(1, rule.getLine());
    int to = Math.max(from, rule.getEndLine());
    String source =
        file.text().lines().skip(from - 1L).limit(to - from + 1L).collect(Collectors.joining("\n"));
    return new RuleText(rule.getName(), file.path(), from, file.line(from), source);
  }

  /** The folder of its file, where its cases belong. */
  public String folder() {
    int end = file.lastIndexOf('/');
    return end < 0 ? "" : file.substring(0, end);
  }
}
