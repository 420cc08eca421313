package io.fivewhys.revision;

import io.fivewhys.cases.CaseLimits;
import io.fivewhys.cases.CaseReport;
import io.fivewhys.cases.CaseSelection;
import io.fivewhys.cases.CaseSuite;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.revision.CheckReport.Status;
import io.fivewhys.revision.CheckReport.Step;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every case beside the rules must pass. Rules without cases are told of, and refused where the
 * request is strict.
 */
public final class CasesCheck implements Check {
  private final DiagnosisPolicy policy;
  private final CaseLimits limits;

  public CasesCheck(DiagnosisPolicy policy, CaseLimits limits) {
    this.policy = policy;
    this.limits = limits;
  }

  @Override
  public Step check(Rulebook active, Rulebook candidate, ChangeRequest request) {
    long beganNanos = System.nanoTime();
    try {
      CaseSuite suite = CaseSuite.of(candidate.files());
      CaseReport report = suite.run(candidate, policy, CaseSelection.all(), limits);
      List<RuleProblem> missing = suite.missing();
      if (!report.allPassed()) {
        return step(Status.FAILED, beganNanos, report.summary(), report.problems());
      }
      String summary =
          missing.isEmpty()
              ? report.summary()
              : report.summary() + "; " + missing.size() + " missing";
      Status status = request.strict() && !missing.isEmpty() ? Status.FAILED : Status.PASSED;
      return step(status, beganNanos, summary, missing);
    } catch (RulebookRefused refused) {
      return step(Status.FAILED, beganNanos, "cases that cannot be read", refused.problems());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return step(
          Status.FAILED,
          beganNanos,
          "cancelled",
          List.of(RuleProblem.of(Stage.CASES, "", "the cases were cancelled", "try once more")));
    }
  }

  private static Step step(
      Status status, long beganNanos, String summary, List<RuleProblem> problems) {
    return new Step(
        Stage.CASES,
        status,
        Duration.ofNanos(System.nanoTime() - beganNanos),
        summary,
        problems,
        Optional.empty());
  }
}
