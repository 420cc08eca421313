package io.fivewhys.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Wants something done that is recommended. */
@Command(
    name = "request",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Wants something done that is recommended for an incident.",
    footer = {"", ServiceCommand.TOKEN, ActionsSubcommand.EXITS})
final class ActionsRequestCommand extends ActionsSubcommand {
  @Parameters(index = "0", paramLabel = "INCIDENT", description = "Its id.")
  private String incident;

  @Parameters(
      index = "1",
      paramLabel = "ACTION",
      description = "One that its diagnosis recommends: undo_rollout ...")
  private String action;

  @Option(
      names = "--target",
      paramLabel = "KIND/[NAMESPACE/]NAME",
      description = "Where it is recommended for several: Deployment/shop/orders.")
  private String target;

  @Mixin private Reason reason = new Reason();

  ActionsRequestCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("action", action).put("reason", reason.text);
    if (target != null) {
      addTarget(body.putObject("target"));
    }
    return command("/api/v1/incidents/" + id(incident) + "/actions", body);
  }

  private void addTarget(ObjectNode body) {
    String[] parts = target.split("/", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new Refused("--target must be like Deployment/shop/orders or Deployment/orders.");
    }
    body.put("kind", parts[0]).put("name", parts[parts.length - 1]);
    if (parts.length == 3) {
      body.put("namespace", parts[1]);
    }
  }
}
