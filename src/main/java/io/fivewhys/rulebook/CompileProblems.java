package io.fivewhys.rulebook;

import io.fivewhys.rulebook.source.DrlFile;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Finds the place of what the compiler complains about. The compiler seldom tells it, so the rules
 * of the file are compiled one by one, and of a rule its conditions.
 */
final class CompileProblems {
  /** Beyond it the search would take longer than a person waits. */
  private static final int MOST_RULES = 60;

  private final DrlFile file;
  private final DrlFragments fragments;

  CompileProblems(DrlFile file) {
    this.file = file;
    this.fragments = new DrlFragments(file);
  }

  /**
   * @param complaints about the file as a whole
   */
  List<RuleProblem> of(List<Complaint> complaints) {
    LinkedHashSet<RuleProblem> problems = new LinkedHashSet<>();
    if (file.rules().size() <= MOST_RULES) {
      for (RuleDescr rule : file.rules()) {
        for (Complaint complaint : complaintsAbout(fragments.only(rule))) {
          problems.add(inRule(rule, complaint));
        }
      }
    }
    if (problems.isEmpty()) {
      // Only the rules together are wrong, or there are too many of them.
      complaints.forEach(it -> problems.add(inFile(it)));
    }
    return List.copyOf(problems);
  }

  private static List<Complaint> complaintsAbout(DrlFile part) {
    return part.problems().isEmpty() ? UnitCompiler.attempt(part).complaints() : List.of();
  }

  private RuleProblem inFile(Complaint complaint) {
    Wording wording = Wording.of(complaint.text(), List.of());
    return file.problemAt(Stage.COMPILE, "", 0, 0, wording.message(), wording.advice());
  }

  private RuleProblem inRule(RuleDescr rule, Complaint complaint) {
    Wording wording = Wording.of(complaint.text(), fragments.patternsWith(rule, complaint.text()));
    RulePlaces text = new RulePlaces(file, rule);
    RulePlaces.Place place =
        complaint.bodyLine() > 0
            ? text.bodyLine(complaint.bodyLine())
            : text.find(complaint.statement(), wording.words())
                .orElseGet(() -> conditionThatFails(rule, text));
    return file.problemAt(
        Stage.COMPILE,
        rule.getName(),
        place.line(),
        place.column(),
        wording.message(),
        wording.advice());
  }

  /** The first condition with which the rule stops being compiled; else its first line. */
  private RulePlaces.Place conditionThatFails(RuleDescr rule, RulePlaces text) {
    List<BaseDescr> conditions = new ArrayList<>(rule.getLhs().getDescrs());
    for (BaseDescr condition : conditions) {
      if (!complaintsAbout(fragments.upTo(rule, condition)).isEmpty()) {
        return new RulePlaces.Place(condition.getLine(), 0);
      }
    }
    return conditions.isEmpty() ? text.firstLine() : text.thenLine();
  }
}
