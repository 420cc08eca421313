package io.fivewhys.revision;

import io.fivewhys.cases.CaseLimits;
import io.fivewhys.cases.CaseReport;
import io.fivewhys.cases.CaseResult;
import io.fivewhys.cases.CaseSelection;
import io.fivewhys.cases.CaseSuite;
import io.fivewhys.diagnose.DiagnosisPolicy;
import io.fivewhys.revision.CheckReport.Status;
import io.fivewhys.revision.CheckReport.Step;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says of a draft, while somebody writes it, how far it gets: what {@link CandidateChecks} says, up
 * to the stage that is asked for. Waits for no change of the rules, and nothing comes of it. Safe
 * for use by several threads.
 */
public final class DraftCheck {
  private static final String NOT_ASKED = "not asked for";

  private final CandidateChecks compilation;
  private final DiagnosisPolicy policy;
  private final CaseLimits limits;

  /**
   * @param compiler throws {@link RulebookRefused} with every problem
   */
  public DraftCheck(
      Function<RuleFiles, Rulebook> compiler, DiagnosisPolicy policy, CaseLimits limits) {
    compilation = new CandidateChecks(compiler, Map.of());
    this.policy = policy;
    this.limits = limits;
  }

  /**
   * How far a draft got.
   *
   * @param cases how each of those that were run went; none when none was reached
   */
  public record Checked(String revision, CheckReport report, List<CaseResult> cases) {
    public Checked {
      cases = List.copyOf(cases);
    }
  }

  /** Reads and compiles, sandbox and consistency included. Not to be interrupted half way. */
  public Checked compiled(RuleFiles draft) {
    CheckReport report = compilation.compileOnly(draft, NOT_ASKED).report();
    return new Checked(draft.revision(), report, List.of());
  }

  /**
   * The same, and the cases of one folder, or all. No rule is missed that has no case: the rules
   * are not finished yet.
   *
   * @param folder inside the rulebook, such as {@code evidence/pods}, with all below it; empty: all
   *     cases
   * @throws InterruptedException when the calling thread is interrupted, which ends the cases
   */
  public Checked withCases(RuleFiles draft, Optional<String> folder) throws InterruptedException {
    CandidateChecks.Checked compiled = compilation.compileOnly(draft, NOT_ASKED);
    if (Thread.interrupted()) {
      throw new InterruptedException("given up before its cases");
    }
    if (compiled.rulebook().isEmpty()) {
      return new Checked(draft.revision(), compiled.report(), List.of());
    }
    long beganNanos = System.nanoTime();
    List<Step> steps = new ArrayList<>(compiled.report().steps());
    List<CaseResult> results = new ArrayList<>();
    Step step;
    try {
      CaseSuite suite =
          folder.map(it -> CaseSuite.of(draft, it)).orElseGet(() -> CaseSuite.of(draft));
      CaseReport report = suite.run(compiled.rulebook().get(), policy, CaseSelection.all(), limits);
      results.addAll(report.results());
      step =
          step(
              report.allPassed() ? Status.PASSED : Status.FAILED,
              beganNanos,
              report.summary(),
              report.problems());
    } catch (RulebookRefused refused) {
      step = step(Status.FAILED, beganNanos, "cases that cannot be read", refused.problems());
    }
    Step cases = step;
    steps.replaceAll(it -> it.stage() == Stage.CASES ? cases : it);
    return new Checked(draft.revision(), new CheckReport(steps), results);
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
