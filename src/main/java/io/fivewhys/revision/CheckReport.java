package io.fivewhys.revision;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the checks of a candidate said, in their order; stages after a failed one are skipped. */
public record CheckReport(List<Step> steps) {
  /** How a step ended. */
  public enum Status {
    PASSED,
    FAILED,
    SKIPPED
  }

  /**
   * @param summary one line, e.g. {@code 590 cases pass}
   * @param problems why it failed, or warnings of a step that passed
   * @param details what else is to be told, e.g. the differences of a back-test
   */
  public record Step(
      Stage stage,
      Status status,
      Duration took,
      String summary,
      List<RuleProblem> problems,
      Optional<JsonNode> details) {
    public Step {
      problems = List.copyOf(problems);
      // JSON's null is no detail either.
      details = details.filter(node -> !node.isNull() && !node.isMissingNode());
    }
  }

  public CheckReport {
    steps = List.copyOf(steps);
  }

  public boolean passed() {
    return steps.stream().noneMatch(step -> step.status() == Status.FAILED);
  }

  /** The stage that failed first; empty when all passed. */
  public Optional<Stage> failedStage() {
    return steps.stream()
        .filter(step -> step.status() == Status.FAILED)
        .map(Step::stage)
        .findFirst();
  }

  /** What is wrong, of every stage that failed. */
  public List<RuleProblem> failures() {
    return steps.stream()
        .filter(step -> step.status() == Status.FAILED)
        .flatMap(step -> step.problems().stream())
        .toList();
  }

  /** One step failed, before there was anything else to check. */
  static CheckReport failed(List<RuleProblem> problems) {
    return new CheckReport(
        problems.stream()
            .map(RuleProblem::stage)
            .distinct()
            .sorted()
            .map(stage -> CandidateChecks.failed(stage, Duration.ZERO, of(stage, problems)))
            .toList());
  }

  /** The first problem, and how many there are besides. */
  static String summary(List<RuleProblem> problems) {
    if (problems.isEmpty()) {
      return "a check failed";
    }
    RuleProblem first = problems.getFirst();
    String advice = first.advice().isEmpty() ? "" : "; " + first.advice();
    String where = first.file().isEmpty() ? "" : first.file() + at(first) + ": ";
    String more = problems.size() == 1 ? "" : " (and %d more)".formatted(problems.size() - 1);
    return where + first.message().lines().findFirst().orElse("") + advice + more;
  }

  private static String at(RuleProblem problem) {
    return problem.line() > 0 ? ":" + problem.line() : "";
  }

  private static List<RuleProblem> of(Stage stage, List<RuleProblem> problems) {
    return problems.stream().filter(it -> it.stage() == stage).toList();
  }
}
