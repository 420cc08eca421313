package io.fivewhys.rulebook;

import io.fivewhys.rulebook.source.RuleProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A set of rules cannot be used; every problem found is named at once. */
public final class RulebookRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<RuleProblem> problems;

  public RulebookRefused(List<RuleProblem> problems) {
    super(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<RuleProblem> problems() {
    return problems;
  }
}
