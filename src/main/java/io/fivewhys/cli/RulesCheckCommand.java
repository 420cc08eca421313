package io.fivewhys.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fivewhys.cases.CaseJson;
import io.fivewhys.cases.CaseSuite;
import io.fivewhys.report.Problems;
import io.fivewhys.rulebook.Rulebook;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.Consistency;
import io.fivewhys.rulebook.source.RuleFiles;
import io.fivewhys.rulebook.source.RuleProblem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

  private enum Output {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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
  private Output output;

  RulesCheckCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    var found = context().rules(Optional.ofNullable(directory));
    // One file's mistake may be seen by two checks; rules that were compiled before skip one.
    Set<RuleProblem> problems = new LinkedHashSet<>(Consistency.problems(found.files()));
    int rules = compile(found.files(), problems);
    int cases = readCases(found.files(), problems);
    switch (output) {
      case TEXT -> printText(found.place(), rules, cases, problems);
      case JSON -> printJson(rules, cases, problems);
    }
    surroundings().out().flush();
    return problems.isEmpty() ? 0 : EXIT_WRONG;
  }

  private static int compile(RuleFiles files, Collection<RuleProblem> problems) {
    try {
      return Rulebook.of(files).size();
    } catch (RulebookRefused refused) {
      problems.addAll(refused.problems());
      return 0;
    }
  }

  private static int readCases(RuleFiles files, Collection<RuleProblem> problems) {
    try {
      return CaseSuite.of(files).cases().size();
    } catch (RulebookRefused refused) {
      problems.addAll(refused.problems());
      return 0;
    }
  }

  private void printText(String place, int rules, int cases, Set<RuleProblem> problems) {
    var out = surroundings().out();
    problems.forEach(problem -> out.println(Problems.text(problem)));
    out.println(
        problems.isEmpty()
            ? "%s: %d rules can be used, %d cases can be run".formatted(place, rules, cases)
            : "%s: %d %s"
                .formatted(place, problems.size(), problems.size() == 1 ? "problem" : "problems"));
  }

  private void printJson(int rules, int cases, Set<RuleProblem> problems) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("usable", problems.isEmpty()).put("rules", rules).put("cases", cases);
    json.set("problems", CaseJson.of(List.copyOf(problems)));
    surroundings().out().println(SafeJson.pretty(json));
  }
}
