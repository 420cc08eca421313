package io.fivewhys.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.rulebook.source.RuleDiff;
import io.fivewhys.rulebook.source.RuleFiles;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a directory of rules in force in a running service. */
@Command(
    name = "activate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Sends a directory of rules to a running service, which checks all of it and puts all of it"
          + " in force, or nothing."
    },
    footer = {
      "",
      "Examples:",
      "  fivewhys rules activate my-rules --dry-run",
      "  fivewhys rules activate my-rules --message 'Tell a full disk from a full quota'",
      "  fivewhys rules activate my-rules --strict --max-changes 0",
      "",
      ServiceCommand.TOKEN,
      ServiceCommand.EXIT_CODES
    })
final class RulesActivateCommand extends ServiceCommand {
  @Parameters(paramLabel = "DIRECTORY", description = "All rules that there are to be.")
  private String directory;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "Why; others read it in the history.")
  private String message;

  @Option(
      names = "--base",
      paramLabel = "REVISION",
      description =
          "Only if this is in force. Default: what is in force when the command begins, so that"
              + " nobody's change is overwritten unseen; * for whatever is.")
  private String base;

  @Option(
      names = "--max-changes",
      paramLabel = "N",
      description = "Refuse when the mitigation changes in more recorded snapshots than this.")
  private Integer maxChanges;

  @Option(
      names = "--strict",
      description = "Refuse when a rule lacks a case that concludes or one that does not.")
  private boolean strict;

  @Option(names = "--dry-run", description = "Check only; what is in force stays.")
  private boolean dryRun;

  RulesActivateCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    var context = context();
    RuleFiles candidate = context.rules(Optional.of(directory)).files();
    try (var client = client(context)) {
      String inForce = inForce(client);
      var diff = RuleDiff.between(files(client, inForce), candidate);
      surroundings().out().println(client.service() + ", revision " + shortened(inForce) + ":");
      surroundings().out().print(ShownDiff.summary(diff));
      surroundings().out().flush();
      String query = ServiceClient.query(withAuthor(options()));
      return outcome(client, client.send("PUT", "/api/v1/rules" + query, body(candidate, inForce)));
    }
  }

  private TreeMap<String, String> options() {
    var options = new TreeMap<String, String>();
    if (maxChanges != null) {
      options.put("max-changes", maxChanges.toString());
    }
    if (strict) {
      options.put("strict", "true");
    }
    if (dryRun) {
      options.put("dry-run", "true");
    }
    return options;
  }

  private ObjectNode body(RuleFiles candidate, String inForce) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("base", base == null ? inForce : base);
    if (message != null) {
      body.put("message", message);
    }
    candidate.contents().forEach(body.putObject("files")::put);
    return body;
  }
}
