package io.fivewhys.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** All that is known of one. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Shows one with its plan, what objects to it, and its whole history.",
    footer = {"", ServiceCommand.TOKEN, ActionsSubcommand.EXITS})
final class ActionsShowCommand extends ActionsSubcommand {
  @Parameters(paramLabel = "ID", description = "Of the action; `fivewhys actions list` shows it.")
  private String id;

  ActionsShowCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    String known = id(id);
    try (var client = client(context())) {
      var answer = client.get(ACTIONS + known);
      if (!answer.ok()) {
        return outcome(client, answer);
      }
      ActionText.lines(answer.body()).forEach(surroundings().out()::println);
      return 0;
    }
  }
}
