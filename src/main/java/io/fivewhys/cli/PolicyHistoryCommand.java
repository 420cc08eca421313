package io.fivewhys.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Policies that a running service had in force. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Lists the policies that a running service has and had, the newest first.",
    footer = {"", ServiceCommand.TOKEN, PolicySubcommand.EXIT_CODES})
final class PolicyHistoryCommand extends PolicySubcommand {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many, 1 to 100. Default: 20.")
  private int limit;

  PolicyHistoryCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    try (var client = client(context())) {
      var answer = client.get(PATH + "/versions?limit=" + limit);
      if (!answer.ok()) {
        return refused(client, answer, "");
      }
      answer.body().path("versions").forEach(it -> surroundings().out().println(line(it)));
      surroundings().out().flush();
      return 0;
    }
  }
}
