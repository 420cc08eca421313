package io.fivewhys.trial;

import io.fivewhys.inference.Words;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a back-test means for a candidate that is to be put in force.
 *
 * <p>Without a limit everything passes but a candidate that fails on all it was given; where it
 * fails on some, that is a warning. With one:
 *
 * <ul>
 *   <li>more changed mitigations than allowed do not pass;
 *   <li>a back-test that ran out of time does not pass, since what was not compared is not known;
 *   <li>snapshots on which both rulebooks fail pass with a warning: the candidate makes them no
 *       worse;
 *   <li>nothing recorded passes with a warning: nobody was told anything yet that could change, and
 *       a fresh installation whose scripts always name a limit must be able to get its rules.
 * </ul>
 *
 * @param problems why it does not pass, or warnings where it does
 */
public record BackTestJudgement(boolean passed, String summary, List<RuleProblem> problems) {

  static BackTestJudgement of(BackTestReport report, OptionalInt maxChanges) {
    var against = new ArrayList<RuleProblem>();
    var warnings = new ArrayList<RuleProblem>();
    switch (report.ended()) {
      case COMPLETE -> {}
      case OUT_OF_TIME ->
          (maxChanges.isPresent() ? against : warnings)
              .add(
                  problem(
                      Words.of(
                          "the back-test ran out of time after {} snapshots", report.compared()),
                      "compare fewer, or look for the rule that takes so long"));
      case ALWAYS_FAILS -> {}
    }
    int fails = report.differences().getOrDefault(Difference.FAILS, 0);
    if (report.candidateAlwaysFails()) {
      against.add(
          problem(
              "the candidate fails on every snapshot: " + failure(report),
              "mend the rule named; nothing would be diagnosed any more"));
    } else if (fails > 0) {
      warnings.add(
          problem(
              Words.of(
                  "the candidate fails on {} of {} recorded snapshots: {}",
                  fails,
                  report.compared(),
                  failure(report)),
              "mend the rule named; such an incident would not be diagnosed any more"));
    }
    if (maxChanges.isPresent() && report.mitigationChanged() > maxChanges.getAsInt()) {
      against.add(
          problem(
              Words.of(
                  "the mitigation changes in {} of {} recorded snapshots, allowed are {}",
                  report.mitigationChanged(),
                  report.compared(),
                  maxChanges.getAsInt()),
              "look at the changes listed; allow as many if they are wanted"));
    }
    if (report.incomparable() > 0) {
      warnings.add(
          problem(
              Words.of(
                  "both rulebooks fail on {} of {} recorded snapshots",
                  report.incomparable(),
                  report.compared()),
              "nothing is known about these"));
    }
    if (report.nothingToCompareWith() && report.ended() == BackTestReport.Ended.COMPLETE) {
      warnings.add(
          problem(
              "nothing to compare with: no snapshot is recorded",
              "this says nothing about the candidate; its cases alone speak for it"));
    }
    return new BackTestJudgement(
        against.isEmpty(), report.summary(), List.copyOf(against.isEmpty() ? warnings : against));
  }

  private static String failure(BackTestReport report) {
    return report.changes().stream()
        .flatMap(changed -> changed.to().failure().stream())
        .map(Told.Failure::message)
        .findFirst()
        .orElse("no evaluation came to an end");
  }

  private static RuleProblem problem(String message, String advice) {
    return RuleProblem.of(Stage.BACKTEST, "", message, advice);
  }
}
