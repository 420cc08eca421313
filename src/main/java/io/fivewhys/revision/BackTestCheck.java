package io.fivewhys.revision;

import io.fivewhys.revision.CheckReport.Status;
import io.fivewhys.revision.CheckReport.Step;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import io.fivewhys.trial.BackTest;
import io.fivewhys.trial.BackTestJudgement;
import io.fivewhys.trial.BackTestReport;
import io.fivewhys.trial.RecordedSnapshot;
import io.fivewhys.trial.RecordedSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What recorded snapshots would be told by a candidate; {@link BackTestJudgement} says what passes.
 *
 * <p>Where nobody names a limit a change shall be live at once, so only the newest few snapshots
 * are compared: enough to keep out a candidate that fails on all of them. A dry run compares them
 * all.
 */
public final class BackTestCheck implements Check {
  private static final int FEW = 20;

  private final BackTest backTest;
  private final RecordedSnapshots recorded;
  private final int most;

  /**
   * @param most how many of the newest snapshots are compared, 1 or more
   */
  public BackTestCheck(BackTest backTest, RecordedSnapshots recorded, int most) {
    this.backTest = backTest;
    this.recorded = recorded;
    this.most = most;
  }

  @Override
  public Step check(Rulebook active, Rulebook candidate, ChangeRequest request) {
    if (active.revision().equals(candidate.revision())) {
      return CandidateChecks.skipped(Stage.BACKTEST, "nothing else is in force to compare with");
    }
    boolean thoroughly = request.maxChanges().isPresent() || request.dryRun();
    int wanted = thoroughly ? most : Math.min(FEW, most);
    long beganNanos = System.nanoTime();
    try (Stream<RecordedSnapshot> snapshots = recorded.latest(wanted)) {
      BackTestReport report = backTest.run(active, candidate, snapshots);
      BackTestJudgement judgement = report.judged(request.maxChanges());
      return new Step(
          Stage.BACKTEST,
          judgement.passed() ? Status.PASSED : Status.FAILED,
          Duration.ofNanos(System.nanoTime() - beganNanos),
          judgement.summary(),
          judgement.problems(),
          Optional.of(report.json()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Step(
          Stage.BACKTEST,
          Status.FAILED,
          Duration.ofNanos(System.nanoTime() - beganNanos),
          "cancelled",
          List.of(
              RuleProblem.of(Stage.BACKTEST, "", "the back-test was cancelled", "try once more")),
          Optional.empty());
    }
  }
}
