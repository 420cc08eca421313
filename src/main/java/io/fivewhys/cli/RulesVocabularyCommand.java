package io.fivewhys.cli;

import io.fivewhys.diagnose.DiagnosisJson;
import io.fivewhys.vocabulary.VocabularyOf;
import io.fivewhys.vocabulary.VocabularyText;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what rules can be written with. */
@Command(
    name = "vocabulary",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Prints what rules can be written with: facts and their fields, what rules reason with, the"
          + " signs of findings in use, categories, actions, thresholds, operators."
    })
final class RulesVocabularyCommand extends RulesSubcommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIRECTORY",
      description = "Default: rules.directory of the settings, else the program's own rules.")
  private String directory;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: text, in Markdown.")
  private OutputForm output;

  RulesVocabularyCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    var context = context();
    var found = context.rules(Optional.ofNullable(directory));
    var vocabulary =
        VocabularyOf.rules(context.compiled(found.files()), context.policy().thresholds());
    switch (output) {
      case TEXT -> surroundings().out().print(VocabularyText.of(vocabulary));
      case JSON ->
          surroundings()
              .out()
              .println(SafeJson.pretty(DiagnosisJson.jsonMapper().valueToTree(vocabulary)));
    }
    surroundings().out().flush();
    return 0;
  }
}
