package io.fivewhys.cli;

import io.fivewhys.report.Printable;
import io.fivewhys.rulebook.source.RuleDiff;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A difference for a terminal; the texts come from files that anybody may have written. */
final class ShownDiff {
  private static final Pattern STEERS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\t\n]]");

  private ShownDiff() {}

  /** A line for each file and rule that differs. */
  static String summary(RuleDiff diff) {
    return part("files", diff.files()) + part("rules", diff.rules());
  }

  /** As {@code diff -u} has it. */
  static String unified(RuleDiff diff) {
    return STEERS.matcher(diff.unified()).replaceAll("�");
  }

  private static String part(String what, List<RuleDiff.Changed> changed) {
    if (changed.isEmpty()) {
      return "no " + what + " differ\n";
    }
    return changed.stream()
        .map(each -> "  " + sign(each.how()) + " " + Printable.line(each.name()) + "\n")
        .collect(Collectors.joining("", what + " that differ: " + changed.size() + "\n", ""));
  }

  private static char sign(RuleDiff.How how) {
    return switch (how) {
      case ADDED -> '+';
      case REMOVED -> '-';
      case CHANGED -> '~';
    };
  }
}
