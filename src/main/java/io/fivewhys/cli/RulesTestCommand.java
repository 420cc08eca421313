package io.fivewhys.cli;

import io.fivewhys.cases.CaseJson;
import io.fivewhys.cases.CaseJunit;
import io.fivewhys.cases.CaseReport;
import io.fivewhys.cases.CaseSelection;
import io.fivewhys.cases.CaseSuite;
import io.fivewhys.cases.CaseText;
import io.fivewhys.report.Problems;
import io.fivewhys.rulebook.RulebookRefused;
import io.fivewhys.rulebook.source.RuleProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the cases that stand beside the rules. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Runs the cases beside the rules, the files named cases.yaml.",
    footer = {
      "",
      "Examples:",
      "  fivewhys rules test",
      "  fivewhys rules test my-rules --strict --coverage --junit target/rules.xml",
      "  fivewhys rules test --run 'advice/.*breaker' --verbose",
      "",
      "Exit codes:",
      "  0  every selected case passed",
      "  1  a case failed; with --strict also: a rule lacks a case",
      "  2  files are wrong, rules cannot be compiled, a setting or argument is wrong, or --run"
          + " selects no case",
      "  3  a case ended with an error (a rule threw, or found no end), whatever else failed",
      "",
      "Thresholds come from the settings, as those of the service; each key of"
          + " config/fivewhys.yaml is a flag.",
      "rules/README.md explains the form of cases."
    })
final class RulesTestCommand extends RulesSubcommand {
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_BROKEN = 3;

  private enum Output {
    TEXT,
    JSON,
    JUNIT;

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
      names = "--run",
      paramLabel = "NAME",
      description =
          "Only cases for which this is found in their name, their file's path or the name of a"
              + " rule they name: a part of it, or a regular expression (RE2). Case does not"
              + " matter.")
  private String run;

  @Option(
      names = "--strict",
      description =
          "Demand for each rule a case in which it concludes and one in which it must not, in the"
              + " cases.yaml beside it.")
  private boolean strict;

  @Option(
      names = "--coverage",
      description = "Show which rules the cases saw conclude, and keep quiet.")
  private boolean coverage;

  @Option(
      names = {"-v", "--verbose"},
      description = "List the cases that passed, too.")
  private boolean verbose;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private Output output;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write JUnit's XML to this file as well.")
  private String junit;

  RulesTestCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    var context = context();
    var selection = selection();
    var found = context.rules(Optional.ofNullable(directory));
    var candidate = Candidate.of(found.files(), context);
    if (!candidate.problems().isEmpty()) {
      throw new RulebookRefused(candidate.problems());
    }
    var suite = candidate.suite().orElseThrow();
    refuseNothingSelected(suite, selection, found.place());
    var report = suite.run(candidate.rulebook().orElseThrow(), context.policy(), selection);
    var missing = suite.missing();
    print(report, missing);
    if (junit != null) {
      write(CaseJunit.of(report, strict ? missing : List.of()));
    }
    return exitCode(report, missing);
  }

  /** Nothing ran is not all passed: a misspelt name must not turn a build green. */
  private void refuseNothingSelected(CaseSuite suite, CaseSelection selection, String place) {
    if (suite.cases().stream().noneMatch(selection::takes)) {
      throw new Refused(
          run == null
              ? "There is no case in " + place + "; rules/README.md shows how to write one."
              : "--run selects none of the " + suite.cases().size() + " cases; try a part of it.");
    }
  }

  private int exitCode(CaseReport report, List<RuleProblem> missing) {
    if (report.broken() > 0) {
      return EXIT_BROKEN;
    }
    return report.allPassed() && (!strict || missing.isEmpty()) ? 0 : EXIT_FAILED;
  }

  private CaseSelection selection() {
    try {
      return run == null ? CaseSelection.all() : CaseSelection.matching(run);
    } catch (IllegalArgumentException e) {
      throw new Refused("--run: " + e.getMessage());
    }
  }

  private void print(CaseReport report, List<RuleProblem> missing) {
    var out = surroundings().out();
    switch (output) {
      case TEXT -> {
        if (strict) {
          missing.forEach(problem -> out.println("STRICT " + Problems.text(problem)));
        }
        out.print(CaseText.of(report, verbose));
        if (coverage) {
          out.print(CaseText.of(report.coverage()));
        }
        if (!missing.isEmpty()) {
          out.println(
              missing.size()
                  + (missing.size() == 1 ? " case is" : " cases are")
                  + " missing: each rule needs one in which it concludes and one in which it must"
                  + (strict ? " not" : " not (--strict lists them)"));
        }
      }
      case JSON -> {
        var json = CaseJson.of(report);
        json.set("missing", CaseJson.of(missing));
        out.println(SafeJson.pretty(json));
      }
      case JUNIT -> out.print(CaseJunit.of(report, strict ? missing : List.of()));
    }
    out.flush();
  }

  private void write(String xml) {
    try {
      var file = surroundings().directory().resolve(junit);
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.writeString(file, xml, StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw new Refused("Cannot write " + junit + "; name a file that can be written.");
    }
  }
}
