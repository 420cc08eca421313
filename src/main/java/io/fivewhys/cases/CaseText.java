package io.fivewhys.cases;

import io.fivewhys.cases.Outcome.Difference;
import io.fivewhys.report.Printable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report for people: what did not pass, with its differences, and a line that sums up. */
public final class CaseText {
  private CaseText() {}

  /**
   * @param verbose list also what passed
   */
  public static String of(CaseReport report, boolean verbose) {
    StringBuilder text = new StringBuilder();
    for (CaseResult result : report.results()) {
      if (verbose || !result.passed()) {
        add(result, verbose, text);
      }
    }
    return text.append(report.summary())
        .append("; ")
        .append(seconds(report.took()))
        .append('\n')
        .toString();
  }

  private static void add(CaseResult result, boolean verbose, StringBuilder text) {
    RuleCase of = result.of();
    String word =
        switch (result.outcome()) {
          case Outcome.Passed() -> "PASSED";
          case Outcome.Failed _ -> "FAILED";
          case Outcome.Broken _ -> "ERROR ";
        };
    text.append(word).append(' ').append(Printable.line(of.file())).append(':').append(of.line());
    text.append(' ').append(Printable.line(of.name()));
    text.append(verbose ? " (" + seconds(result.took()) + ")\n" : "\n");
    switch (result.outcome()) {
      case Outcome.Passed() -> {}
      case Outcome.Failed(var differences) -> differences.forEach(it -> add(it, text));
      case Outcome.Broken(var message) -> line("    ", message, text);
    }
  }

  private static void add(Difference difference, StringBuilder text) {
    line("    ", difference.what(), text);
    difference.hints().forEach(hint -> line("      - ", hint, text));
  }

  private static void line(String indent, String words, StringBuilder text) {
    text.append(indent).append(Printable.line(words)).append('\n');
  }

  /** A table of folders, and the rules that lack something. */
  public static String of(Coverage coverage) {
    StringBuilder text = new StringBuilder();
    Map<String, int[]> folders = new LinkedHashMap<>();
    for (Coverage.OfRule rule : coverage.rules()) {
      int[] counts = folders.computeIfAbsent(rule.folder(), folder -> new int[3]);
      counts[0]++;
      counts[1] += rule.concluded() ? 1 : 0;
      counts[2] += rule.refuted() ? 1 : 0;
    }
    row(text, "folder", "rules", "conclude", "refuted");
    folders.forEach((folder, n) -> row(text, Printable.line(folder), n[0], n[1], n[2]));
    List<Coverage.OfRule> uncovered = coverage.uncovered();
    if (!uncovered.isEmpty()) {
      text.append("Not covered:\n");
    }
    for (Coverage.OfRule rule : uncovered) {
      String lacks =
          rule.concluded() ? "never refuted" : rule.refuted() ? "never concludes" : "neither";
      line("  ", "%s:%d \"%s\": %s".formatted(rule.file(), rule.line(), rule.rule(), lacks), text);
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "Coverage: %.1f %%, %d of %d rules both conclude and are refuted%n",
                coverage.percent(),
                coverage.covered(),
                coverage.rules().size()))
        .toString();
  }

  private static void row(
      StringBuilder text, String folder, Object rules, Object conclude, Object refuted) {
    text.append(
        String.format(Locale.ROOT, "%-32s %6s %9s %8s%n", folder, rules, conclude, refuted));
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.2f s", took.toNanos() / 1e9);
  }
}
