package io.fivewhys.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** Says whether everything is stopped. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Says whether everything is stopped, by whom and why.",
    footer = {"", ServiceCommand.TOKEN, ActionsSubcommand.EXITS})
final class MitigationStatusCommand extends MitigationSubcommand {
  MitigationStatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    try (var client = client(context())) {
      var answer = client.get("/api/v1/mitigation/switch");
      if (!answer.ok()) {
        return outcome(client, answer);
      }
      say(words(answer.body()));
      return 0;
    }
  }
}
