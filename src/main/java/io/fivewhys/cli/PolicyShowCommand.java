package io.fivewhys.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.report.Printable;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What is in force. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Prints the policy of a running service: on standard output nothing but its text.",
    footer = {"", ServiceCommand.TOKEN, PolicySubcommand.EXIT_CODES})
final class PolicyShowCommand extends PolicySubcommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      description = "An earlier one; `fivewhys policy history` lists them. Default: in force.")
  private Long version;

  PolicyShowCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    try (var client = client(context())) {
      var answer = client.get(version == null ? PATH : PATH + "/versions/" + version);
      if (!answer.ok()) {
        return refused(client, answer, "");
      }
      var err = surroundings().err();
      JsonNode info = answer.body().path("info");
      err.println(
          info.isObject() ? line(info) : "There is no policy: everything is only recommended.");
      answer
          .body()
          .path("rejected")
          .forEach(it -> err.println("The file is not in force: " + problem(it)));
      surroundings().out().println(Printable.command(answer.text("text")));
      surroundings().out().flush();
      return 0;
    }
  }

  private static String problem(JsonNode it) {
    return Printable.line(
        "%s (%s:%d): found %s; allowed: %s"
            .formatted(
                it.path("key").asText(),
                it.path("file").asText(),
                it.path("line").asInt(1),
                it.path("found").asText(),
                it.path("allowed").asText()));
  }
}
