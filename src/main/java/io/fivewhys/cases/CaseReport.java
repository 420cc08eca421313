package io.fivewhys.cases;

import io.fivewhys.rulebook.source.RuleProblem;
import io.fivewhys.rulebook.source.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How the cases went.
 *
 * @param results in the order of the cases
 * @param all how many cases there are, also those that were not selected
 */
public record CaseReport(List<CaseResult> results, int all, Duration took, Coverage coverage) {
  public CaseReport {
    results = List.copyOf(results);
  }

  public long passed() {
    return count(CaseResult::passed);
  }

  public long failed() {
    return count(CaseResult::failed);
  }

  /** Cases in which a rule threw, or the rules found no end. */
  public long broken() {
    return count(CaseResult::broken);
  }

  public boolean allPassed() {
    return passed() == results.size();
  }

  private long count(Predicate<CaseResult> which) {
    return results.stream().filter(which).count();
  }

  /** {@code 590 cases: 588 passed, 1 failed, 1 error}. */
  public String summary() {
    String selected = results.size() == all ? "" : " of " + all;
    return String.format(
        Locale.ROOT,
        "%d%s %s: %d passed, %d failed, %d %s",
        results.size(),
        selected,
        all == 1 ? "case" : "cases",
        passed(),
        failed(),
        broken(),
        broken() == 1 ? "error" : "errors");
  }

  /** Each case that did not pass, with its place. */
  public List<RuleProblem> problems() {
    List<RuleProblem> problems = new ArrayList<>();
    for (CaseResult result : results) {
      switch (result.outcome()) {
        case Outcome.Passed() -> {}
        case Outcome.Failed(var differences) -> {
          for (Outcome.Difference difference : differences) {
            problems.add(
                problem(result.of(), difference.what(), String.join("\n", difference.hints())));
          }
        }
        case Outcome.Broken(var message) -> problems.add(problem(result.of(), message, ""));
      }
    }
    return problems;
  }

  private static RuleProblem problem(RuleCase of, String message, String advice) {
    return new RuleProblem(
        Stage.CASES,
        of.file(),
        "",
        of.line(),
        0,
        of.text(),
        "case \"" + of.name() + "\": " + message,
        advice);
  }
}
