package io.fivewhys.rulebook;

import io.fivewhys.rulebook.source.DrlFile;
import java.util.List;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Parts of a file that can be compiled by themselves, with all that remains at its line. */
final class DrlFragments {
  private final DrlFile file;

  DrlFragments(DrlFile file) {
    this.file = file;
  }

  /** The head of the file and one rule. */
  DrlFile only(RuleDescr rule) {
    return DrlFile.parse(file.path(), head() + blank(headEnd(), start(rule)) + text(rule));
  }

  /** The head of the file and a rule that ends after a condition and does nothing. */
  DrlFile upTo(RuleDescr rule, BaseDescr condition) {
    int end = Math.min(end(rule), Math.max(start(rule), condition.getEndCharacter() + 1));
    String text = file.text();
    // An end inside of parentheses or quotes gives what cannot be parsed, and says nothing then.
    return DrlFile.parse(
        file.path(),
        head()
            + blank(headEnd(), start(rule))
            + text.substring(start(rule), end)
            + "\nthen\nend\n");
  }

  /** Types of the patterns of a rule in whose constraints the complaint's words stand. */
  List<String> patternsWith(RuleDescr rule, String complaint) {
    return patterns(rule.getLhs())
        .filter(
            pattern ->
                pattern.getDescrs().stream()
                    .map(BaseDescr::toString)
                    .anyMatch(it -> !it.isBlank() && complaint.contains(it.strip())))
        .map(PatternDescr::getObjectType)
        .distinct()
        .toList();
  }

  static Stream<PatternDescr> patterns(BaseDescr within) {
    return switch (within) {
      case PatternDescr pattern ->
          pattern.getSource() instanceof AccumulateDescr over && over.getInput() != null
              ? Stream.concat(Stream.of(pattern), patterns(over.getInput()))
              : Stream.of(pattern);
      case ConditionalElementDescr group ->
          group.getDescrs().stream()
              .filter(BaseDescr.class::isInstance)
              .map(BaseDescr.class::cast)
              .flatMap(DrlFragments::patterns);
      default -> Stream.empty();
    };
  }

  private String head() {
    return file.text().substring(0, headEnd());
  }

  private int headEnd() {
    return file.rules().stream().mapToInt(this::start).min().orElse(file.text().length());
  }

  private int start(RuleDescr rule) {
    return Math.clamp(rule.getStartCharacter(), 0, file.text().length());
  }

  private int end(RuleDescr rule) {
    return Math.clamp(rule.getEndCharacter() + 1L, start(rule), file.text().length());
  }

  private String text(RuleDescr rule) {
    return file.text().substring(start(rule), end(rule));
  }

  /** As many line breaks and spaces as keep what follows at its line and column. */
  private String blank(int from, int to) {
    return file.text().substring(from, Math.max(from, to)).replaceAll("[^\\n]", " ");
  }
}
