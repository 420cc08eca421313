package io.fivewhys.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fivewhys.cases.CaseJson;
import io.fivewhys.report.Problems;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.source.RuleProblem;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Parses, checks and compiles rules; runs nothing of them. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Says whether rules can be used, and everything that is wrong with them: files that cannot be"
          + " read, what rules may not do, what does not compile, what does not fit together."
    },
    footer = {
      "",
      "Examples:",
      "  fivewhys rules check",
      "  fivewhys rules check my-rules --output json",
      "",
      "Runs no rule and no case; that is `fivewhys rules test`.",
      "Exit codes: 0 they can be used; 2 they cannot, or an argument is wrong."
    })
final class RulesCheckCommand extends RulesSubcommand {
  private static final int EXIT_WRONG = 2;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIRECTORY",
      description = "Default: rules.directory of the settings, else the program's own rules.")
  private String directory;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private OutputForm output;

  RulesCheckCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    var context = context();
    var found = context.rules(Optional.ofNullable(directory));
    var candidate = Candidate.of(found.files(), context);
    int rules = candidate.rulebook().map(Rulebook::size).orElse(0);
    int cases = candidate.suite().map(suite -> suite.cases().size()).orElse(0);
    switch (output) {
      case TEXT -> printText(found.place(), rules, cases, candidate.problems());
      case JSON -> printJson(rules, cases, candidate.problems());
    }
    surroundings().out().flush();
    return candidate.problems().isEmpty() ? 0 : EXIT_WRONG;
  }

  private void printText(String place, int rules, int cases, List<RuleProblem> problems) {
    var out = surroundings().out();
    problems.forEach(problem -> out.println(Problems.text(problem)));
    out.println(
        problems.isEmpty()
            ? "%s: %d rules can be used, %d cases can be run".formatted(place, rules, cases)
            : "%s: %d %s"
                .formatted(place, problems.size(), problems.size() == 1 ? "problem" : "problems"));
  }

  private void printJson(int rules, int cases, List<RuleProblem> problems) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("usable", problems.isEmpty()).put("rules", rules).put("cases", cases);
    json.set("problems", CaseJson.of(problems));
    surroundings().out().println(SafeJson.pretty(json));
  }
}
