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
      Optional<JsonNode> details) {}

  public CheckReport {
    steps = List.copyOf(steps);
  }

  public boolean passed() {
    return steps.stream().noneMatch(step -> step.status() == Status.FAILED);
  }
}
