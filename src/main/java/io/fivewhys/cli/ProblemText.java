package io.fivewhys.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.report.Printable;
import io.fivewhys.report.Problems;
import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.util.Arrays;

/** What a service finds wrong with what it was sent, as a terminal shows it. */
final class ProblemText {
  private ProblemText() {}

  /** Of a rule, or of a part of the request. */
  static String of(JsonNode problem) {
    return problem.has("pointer")
        ? at(Printable.line(problem.path("pointer").asText()), problem)
        : Problems.text(ofRule(problem));
  }

  /**
   * " /query/state: found foo; allowed: planned, refused".
   *
   * @param place fit to be printed
   */
  static String at(String place, JsonNode problem) {
    String meant =
        problem.hasNonNull("didYouMean")
            ? "; did you mean " + Printable.line(problem.path("didYouMean").asText()) + "?"
            : "";
    return "  %s: found %s; allowed: %s%s"
        .formatted(
            place,
            Printable.line(problem.path("found").asText()),
            Printable.line(problem.path("allowed").asText()),
            meant);
  }

  private static RuleProblem ofRule(JsonNode it) {
    Stage stage =
        Arrays.stream(Stage.values())
            .filter(known -> known.toString().equals(it.path("stage").asText()))
            .findFirst()
            .orElse(Stage.COMPILE);
    return new RuleProblem(
        stage,
        it.path("file").asText(),
        it.path("rule").asText(),
        it.path("line").asInt(),
        it.path("column").asInt(),
        it.path("text").asText(),
        it.path("message").asText(),
        it.path("advice").asText());
  }
}
