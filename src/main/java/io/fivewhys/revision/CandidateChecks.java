package io.fivewhys.revision;

import io.fivewhys.revision.CheckReport.Status;
import io.fivewhys.revision.CheckReport.Step;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a candidate goes through. The stages up to {@link Stage#CONSISTENCY} are one piece of
 * work, the compilation; its time stands at {@link Stage#COMPILE}, or where it failed.
 */
public final class CandidateChecks {
  private static final Logger LOG = LoggerFactory.getLogger(CandidateChecks.class);
  private static final Set<Stage> COMPILATION = EnumSet.range(Stage.PARSE, Stage.CONSISTENCY);

  private final Function<RuleFiles, Rulebook> compiler;
  private final Map<Stage, Check> checks;

  /**
   * @param compiler throws {@link RulebookRefused} with every problem
   * @param checks by the stage whose step they make, after {@link Stage#CONSISTENCY}; run in the
   *     order of the stages; a stage without one is skipped
   */
  public CandidateChecks(Function<RuleFiles, Rulebook> compiler, Map<Stage, Check> checks) {
    this.compiler = compiler;
    this.checks = new EnumMap<>(Stage.class);
    this.checks.putAll(checks);
    if (checks.keySet().stream().anyMatch(COMPILATION::contains)) {
      throw new IllegalArgumentException("these are the compiler's stages: " + COMPILATION);
    }
  }

  /**
   * @param rulebook empty when it does not compile
   */
  record Checked(Optional<Rulebook> rulebook, CheckReport report) {}

  /** Every check, up to the first that fails. */
  Checked check(Optional<Rulebook> active, RuleFiles candidate, ChangeRequest request) {
    Checked compiled = compile(candidate);
    List<Step> steps = new ArrayList<>(compiled.report().steps());
    boolean passed = compiled.report().passed();
    for (Stage stage : EnumSet.complementOf(EnumSet.copyOf(COMPILATION))) {
      Step step =
          passed
              ? run(stage, active, compiled.rulebook().orElseThrow(), request)
              : skipped(stage, "not reached");
      passed &= step.status() != Status.FAILED;
      steps.add(step);
    }
    return new Checked(compiled.rulebook(), new CheckReport(steps));
  }

  /**
   * Only compiles, sandbox included: for files that were checked before, by the build of this
   * program or by whoever put them in force.
   *
   * @param why the other checks are left out
   */
  Checked compileOnly(RuleFiles files, String why) {
    Checked compiled = compile(files);
    List<Step> steps = new ArrayList<>(compiled.report().steps());
    EnumSet.complementOf(EnumSet.copyOf(COMPILATION))
        .forEach(stage -> steps.add(skipped(stage, why)));
    return new Checked(compiled.rulebook(), new CheckReport(steps));
  }

  private Checked compile(RuleFiles files) {
    long began = System.nanoTime();
    try {
      Rulebook rulebook = compiler.apply(files);
      return new Checked(
          Optional.of(rulebook), compiled(rulebook, Duration.ofNanos(System.nanoTime() - began)));
    } catch (RulebookRefused refused) {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return new Checked(Optional.empty(), refused(refused.problems(), took));
    } catch (RuntimeException | LinkageError | StackOverflowError bug) {
      LOG.error("Candidate {} could not be compiled because of a fault", files.revision(), bug);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return new Checked(Optional.empty(), refused(List.of(fault(Stage.COMPILE, bug)), took));
    }
  }

  private static CheckReport compiled(Rulebook rulebook, Duration took) {
    RuleFiles files = rulebook.files();
    return new CheckReport(
        List.of(
            passed(Stage.PARSE, Duration.ZERO, files.contents().size() + " files"),
            passed(Stage.SANDBOX, Duration.ZERO, ""),
            passed(Stage.COMPILE, took, files.rules().size() + " .drl files compiled"),
            passed(Stage.CONSISTENCY, Duration.ZERO, rulebook.size() + " rules")));
  }

  /** Problems may be of several stages: one file cannot be read, another is not allowed. */
  private static CheckReport refused(List<RuleProblem> problems, Duration took) {
    Stage first =
        problems.stream().map(RuleProblem::stage).min(Stage::compareTo).orElse(Stage.COMPILE);
    List<Step> steps = new ArrayList<>();
    for (Stage stage : COMPILATION) {
      List<RuleProblem> here = problems.stream().filter(it -> it.stage() == stage).toList();
      if (!here.isEmpty() || stage == first) {
        steps.add(failed(stage, stage == first ? took : Duration.ZERO, here));
      } else {
        steps.add(
            stage.compareTo(first) < 0
                ? passed(stage, Duration.ZERO, "")
                : skipped(stage, "not reached"));
      }
    }
    return new CheckReport(steps);
  }

  private Step run(
      Stage stage, Optional<Rulebook> active, Rulebook candidate, ChangeRequest request) {
    Check check = checks.get(stage);
    if (check == null) {
      return skipped(stage, "nothing to check");
    }
    long began = System.nanoTime();
    try {
      return check.check(active.orElse(candidate), candidate, request);
    } catch (RuntimeException | LinkageError | StackOverflowError bug) {
      LOG.error("Stage {} of candidate {} has a fault", stage, candidate.revision(), bug);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return failed(stage, took, List.of(fault(stage, bug)));
    }
  }

  private static RuleProblem fault(Stage stage, Throwable bug) {
    return RuleProblem.of(
        stage, "", "this check itself failed: " + bug, "the log says where; please report it");
  }

  static Step passed(Stage stage, Duration took, String summary) {
    return new Step(stage, Status.PASSED, took, summary, List.of(), Optional.empty());
  }

  static Step failed(Stage stage, Duration took, List<RuleProblem> problems) {
    String summary = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return new Step(stage, Status.FAILED, took, summary, problems, Optional.empty());
  }

  static Step skipped(Stage stage, String why) {
    return new Step(stage, Status.SKIPPED, Duration.ZERO, why, List.of(), Optional.empty());
  }
}
