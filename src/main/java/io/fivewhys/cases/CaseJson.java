package io.fivewhys.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.rulebook.source.RuleProblem;
import java.util.List;

/** A report for programs. */
public final class CaseJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CaseJson() {}

  /**
   * Sums, {@code cases} with name, file, line, outcome ({@code passed}, {@code failed}, {@code
   * error}), seconds and what differs, and {@code coverage}.
   */
  public static ObjectNode of(CaseReport report) {
    ObjectNode json = JSON.objectNode();
    json.put("cases", report.results().size());
    json.put("all", report.all());
    json.put("passed", report.passed());
    json.put("failed", report.failed());
    json.put("errors", report.broken());
    json.put("seconds", report.took().toNanos() / 1e9);
    var results = json.putArray("results");
    report.results().forEach(result -> results.add(of(result)));
    json.set("coverage", of(report.coverage()));
    return json;
  }

  private static ObjectNode of(CaseResult result) {
    ObjectNode json = JSON.objectNode();
    json.put("name", result.of().name());
    json.put("file", result.of().file());
    json.put("line", result.of().line());
    json.put("seconds", result.took().toNanos() / 1e9);
    switch (result.outcome()) {
      case Outcome.Passed() -> json.put("outcome", "passed");
      case Outcome.Failed(var differences) -> {
        json.put("outcome", "failed");
        var list = json.putArray("differences");
        for (Outcome.Difference difference : differences) {
          var one = list.addObject().put("what", difference.what());
          var hints = one.putArray("hints");
          difference.hints().forEach(hints::add);
        }
      }
      case Outcome.Broken(var message) -> json.put("outcome", "error").put("message", message);
    }
    return json;
  }

  private static ObjectNode of(Coverage coverage) {
    ObjectNode json = JSON.objectNode();
    json.put("percent", coverage.percent());
    json.put("rules", coverage.rules().size());
    json.put("covered", coverage.covered());
    var uncovered = json.putArray("uncovered");
    for (Coverage.OfRule rule : coverage.uncovered()) {
      uncovered
          .addObject()
          .put("rule", rule.rule())
          .put("file", rule.file())
          .put("line", rule.line())
          .put("concluded", rule.concluded())
          .put("refuted", rule.refuted());
    }
    return json;
  }

  /** Problems of files, field by field. */
  public static JsonNode of(List<RuleProblem> problems) {
    var list = JSON.arrayNode();
    for (RuleProblem problem : problems) {
      list.addObject()
          .put("stage", problem.stage().toString())
          .put("file", problem.file())
          .put("line", problem.line())
          .put("column", problem.column())
          .put("rule", problem.rule())
          .put("text", problem.text())
          .put("message", problem.message())
          .put("advice", problem.advice());
    }
    return list;
  }
}
