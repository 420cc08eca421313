package io.fivewhys.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Wants one taken back. */
@Command(
    name = "take-back",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Wants taken back what an action did: another one is planned, and judged as any.",
    footer = {"", ServiceCommand.TOKEN, ActionsSubcommand.EXITS})
final class ActionsTakeBackCommand extends ActionsSubcommand {
  @Parameters(paramLabel = "ID", description = "Of the action; `fivewhys actions list` shows it.")
  private String id;

  @Mixin private Reason reason = new Reason();

  ActionsTakeBackCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    return command(
        ACTIONS + id(id) + "/take-back",
        JsonNodeFactory.instance.objectNode().put("reason", reason.text));
  }
}
