package io.fivewhys.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets nothing be begun any more, on any replica; what is being done is finished. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Lets nothing be begun any more, on any replica; what is being done is finished.",
    footer = {"", ServiceCommand.TOKEN, ActionsSubcommand.EXITS})
final class MitigationStopCommand extends MitigationSubcommand {
  @Mixin private Reason reason = new Reason();

  MitigationStopCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    return turn("stop", reason.text);
  }
}
