package io.fivewhys.cli;

import io.fivewhys.rulebook.Rulebook;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Parses, checks and compiles rules; runs nothing of them. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Says whether rules can be used, and everything that is wrong with them.")
final class RulesCheckCommand extends RulesSubcommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIRECTORY",
      description = "Default: rules.directory of the settings, else the program's own rules.")
  private String directory;

  RulesCheckCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    var found = context().rules(Optional.ofNullable(directory));
    try (var rulebook = Rulebook.of(found.files())) {
      surroundings().out().println(found.place() + ": " + rulebook.size() + " rules compile");
      return 0;
    }
  }
}
