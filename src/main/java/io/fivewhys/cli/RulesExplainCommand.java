package io.fivewhys.cli;

import io.fivewhys.diagnose.Diagnoser;
import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.explain.Explainer;
import io.fivewhys.explain.Explanation;
import io.fivewhys.explain.ExplanationText;
import io.fivewhys.explain.NoSuchRule;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why one rule fires over a snapshot, or why it does not. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Says why a rule fires over a snapshot, or why it does not: for each of its conditions which"
          + " facts matched, and which is the first that none does."
    },
    footer = {
      "",
      "Examples:",
      "  fivewhys rules explain --rule 'Pods of the new revision crash' incident.yaml",
      "  fivewhys rules explain --rule 'Retry with care' --rules my-rules incident.json -o json",
      "",
      "Exit codes: 0 explained, whether it fired or not; 2 a name, file or rule is wrong."
    })
final class RulesExplainCommand extends RulesSubcommand {
  @Option(
      names = "--rule",
      required = true,
      paramLabel = "NAME",
      description = "The rule's name as it is written.")
  private String rule;

  @Parameters(paramLabel = "FILE", description = "Snapshot, JSON or YAML; - reads standard input.")
  private String file;

  @Option(
      names = "--rules",
      paramLabel = "DIRECTORY",
      description = "Default: rules.directory of the settings, else the program's own rules.")
  private String directory;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private OutputForm output;

  RulesExplainCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    var context = context();
    var found = context.rules(Optional.ofNullable(directory));
    var snapshot = new SnapshotFile(file).read(surroundings());
    Explanation told;
    try {
      told =
          new Explainer(new Diagnoser(context.policy()))
              .explain(context.compiled(found.files()), snapshot, rule.strip());
    } catch (NoSuchRule unknown) {
      throw new Refused(unknown.getMessage());
    }
    switch (output) {
      case TEXT -> surroundings().out().print(ExplanationText.of(told));
      case JSON ->
          surroundings()
              .out()
              .println(SafeJson.pretty(DiagnosisJson.jsonMapper().valueToTree(told)));
    }
    surroundings().out().flush();
    return 0;
  }
}
