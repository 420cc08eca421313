package io.fivewhys.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets things be done again. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Lets things be done again.",
    footer = {"", ServiceCommand.TOKEN, ActionsSubcommand.EXITS})
final class MitigationResumeCommand extends MitigationSubcommand {
  @Mixin private Reason reason = new Reason();

  MitigationResumeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    return turn("resume", reason.text);
  }
}
