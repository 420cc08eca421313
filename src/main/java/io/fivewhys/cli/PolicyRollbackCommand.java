package io.fivewhys.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts an earlier policy in force again. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Puts a policy in force again that a running service had before.",
    footer = {
      "",
      "Examples:",
      "  fivewhys policy history",
      "  fivewhys policy rollback 3 --reason 'The new one undoes too eagerly'",
      "",
      ServiceCommand.TOKEN,
      PolicySubcommand.EXIT_CODES
    })
final class PolicyRollbackCommand extends PolicySubcommand {
  @Parameters(paramLabel = "VERSION", description = "Its number.")
  private long version;

  @Mixin private Reason reason = new Reason();

  PolicyRollbackCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    try (var client = client(context())) {
      var body =
          JsonNodeFactory.instance.objectNode().put("version", version).put("reason", reason.text);
      String query = ServiceClient.query(withAuthor(Map.of()));
      return changed(client, client.send("POST", PATH + "/rollback" + query, body), "policy");
    }
  }
}
