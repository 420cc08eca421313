package io.fivewhys.cli;

import io.fivewhys.cases.CaseSuite;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.Consistency;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Rules after every check that runs nothing of them.
 *
 * @param rulebook empty when they cannot be used
 * @param suite empty when a file of cases cannot be read
 * @param problems everything that is wrong, each thing once
 */
record Candidate(
    Optional<Rulebook> rulebook, Optional<CaseSuite> suite, List<RuleProblem> problems) {

  static Candidate of(RuleFiles files, RulesContext context) {
    // Rules that were compiled by the build skip this check, and so do their cases.
    Set<RuleProblem> problems = new LinkedHashSet<>(Consistency.problems(files));
    Optional<CaseSuite> suite = tried(files, CaseSuite::of, problems);
    Optional<Rulebook> rulebook = tried(files, context::compiled, problems);
    return new Candidate(rulebook, suite, List.copyOf(problems));
  }

  private static <T> Optional<T> tried(
      RuleFiles files, Function<RuleFiles, T> step, Set<RuleProblem> problems) {
    try {
      return Optional.of(step.apply(files));
    } catch (RulebookRefused refused) {
      problems.addAll(refused.problems());
      return Optional.empty();
    }
  }
}
