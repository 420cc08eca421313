package io.fivewhys.rulebook.source;

import java.util.List;

/**
 * A rule in a file.
 *
 * @param line where it begins, 1-based
 * @param text from there to its end, line by line
 */
public record NamedRule(String name, int line, String text) {

  /** Those of a {@code .drl} file in the order of its text; none where it cannot be parsed. */
  public static List<NamedRule> in(String path, String drl) {
    List<String> lines = drl.lines().toList();
    return DrlFile.parse(path, drl).rules().stream()
        .map(
            rule -> {
              int first = Math.clamp(rule.getLine(), 1, Math.max(1, lines.size()));
              int last = Math.clamp(rule.getEndLine(), first, Math.max(first, lines.size()));
              String text = String.join("\n", lines.subList(first - 1, Math.min(last, lines.size())));
              return new NamedRule(rule.getName(), first, text);
            })
        .toList();
  }
}
