package io.fivewhys.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets one be done. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Lets an action be done, exactly as its plan says.",
    footer = {"", ServiceCommand.TOKEN, ActionsSubcommand.EXITS})
final class ActionsApproveCommand extends ActionsSubcommand {
  @Parameters(paramLabel = "ID", description = "Of the action; `fivewhys actions list` shows it.")
  private String id;

  @Option(
      names = "--plan",
      required = true,
      paramLabel = "HASH",
      description = "Of the plan that you read; `fivewhys actions show ID` tells it.")
  private String plan;

  @Option(
      names = {"-m", "--reason"},
      paramLabel = "TEXT",
      description = "Why; others read it.")
  private String reason;

  ActionsApproveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("plan", plan);
    if (reason != null) {
      body.put("reason", reason);
    }
    return command(ACTIONS + id(id) + "/approve", body);
  }
}
