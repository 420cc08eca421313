package io.fivewhys.cli;

import io.fivewhys.cli.ServiceClient.Answer;
import io.fivewhys.cli.ServiceClient.Body;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a policy in force in a running service. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Sends a policy to a running service, which puts all of it in force, or nothing.",
    footer = {
      "",
      "Example:",
      "  fivewhys policy set mitigation.yaml --reason 'Undo bad rollouts at night'",
      "",
      ServiceCommand.TOKEN,
      PolicySubcommand.EXIT_CODES
    })
final class PolicySetCommand extends PolicySubcommand {
  @Parameters(paramLabel = "FILE", description = "The policy, in YAML.")
  private String file;

  @Mixin private Reason reason = new Reason();

  @Option(
      names = "--base",
      paramLabel = "SHA-256",
      description =
          "Only if this is in force. Default: what is in force when the command begins; * for"
              + " whatever is.")
  private String base;

  PolicySetCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    var context = context();
    var body = Body.yaml(text(surroundings(), file));
    try (var client = client(context)) {
      Answer now = client.get(PATH);
      if (!now.ok()) {
        return refused(client, now, file);
      }
      String tag = base == null ? now.body().at("/info/sha256").asText() : base;
      String query = ServiceClient.query(withAuthor(Map.of("reason", reason.text)));
      Answer answer = client.send("PUT", PATH + query, tag.isEmpty() ? body : body.replacing(tag));
      return changed(client, answer, file);
    }
  }
}
