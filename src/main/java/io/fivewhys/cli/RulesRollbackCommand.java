package io.fivewhys.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts an older revision in force again. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Puts rules in force again that a running service had before.",
    footer = {
      "",
      "Examples:",
      "  fivewhys rules history",
      "  fivewhys rules rollback 9f86d081 --message 'The new one pages everybody'",
      "",
      ServiceCommand.TOKEN,
      ServiceCommand.EXIT_CODES
    })
final class RulesRollbackCommand extends ServiceCommand {
  @Parameters(
      paramLabel = "REVISION",
      description =
          "Its number, its id, or the first 8 or more characters of that; `fivewhys rules history`"
              + " lists them.")
  private String revision;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "Why; others read it in the history.")
  private String message;

  @Option(
      names = "--max-changes",
      paramLabel = "N",
      description = "Refuse when the mitigation changes in more recorded snapshots than this.")
  private Integer maxChanges;

  @Option(names = "--dry-run", description = "Check only; what is in force stays.")
  private boolean dryRun;

  RulesRollbackCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    try (var client = client(context())) {
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("revision", revision);
      if (message != null) {
        body.put("message", message);
      }
      var options = new TreeMap<String, String>();
      if (maxChanges != null) {
        options.put("max-changes", maxChanges.toString());
      }
      if (dryRun) {
        options.put("dry-run", "true");
      }
      String query = ServiceClient.query(withAuthor(options));
      return outcome(client, client.send("POST", "/api/v1/rules/rollback" + query, body));
    }
  }
}
