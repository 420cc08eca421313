package io.fivewhys.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says no to one. */
@Command(
    name = "reject",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Says no to an action, as long as nothing is begun.",
    footer = {"", ServiceCommand.TOKEN, ActionsSubcommand.EXITS})
final class ActionsRejectCommand extends ActionsSubcommand {
  @Parameters(paramLabel = "ID", description = "Of the action; `fivewhys actions list` shows it.")
  private String id;

  @Option(
      names = {"-m", "--reason"},
      paramLabel = "TEXT",
      description = "Why; others read it.")
  private String reason;

  ActionsRejectCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (reason != null) {
      body.put("reason", reason);
    }
    return command(ACTIONS + id(id) + "/reject", body);
  }
}
