package io.fivewhys.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.report.Printable;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a running service had in force. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Lists what a running service has and had in force, the youngest first.",
    footer = {"", ServiceCommand.TOKEN, ServiceCommand.EXIT_CODES})
final class RulesHistoryCommand extends ServiceCommand {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many, 1 to 1000. Default: 20.")
  private int limit;

  RulesHistoryCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    try (var client = client(context())) {
      var answer = client.get("/api/v1/rules/revisions?limit=" + limit);
      if (!answer.ok()) {
        return outcome(client, answer);
      }
      answer.body().path("revisions").forEach(it -> surroundings().out().println(line(it)));
      return 0;
    }
  }

  private static String line(JsonNode it) {
    return "%5d  %s  %s  %-9s  %s  %s"
        .formatted(
            it.path("number").asLong(),
            shortened(it.path("id").asText()),
            Printable.line(it.path("activatedAt").asText()),
            Printable.line(it.path("origin").asText()),
            who(it.path("author").asText()),
            Printable.line(it.path("message").asText()))
        .stripTrailing();
  }
}
