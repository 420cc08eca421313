package io.fivewhys.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is done, the newest first. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Lists what is done about incidents, the newest first.",
    footer = {"", ServiceCommand.TOKEN, ActionsSubcommand.EXITS})
final class ActionsListCommand extends ActionsSubcommand {
  @Option(names = "--gateway", paramLabel = "NAME", description = "Only of this gateway.")
  private String gateway;

  @Option(names = "--incident", paramLabel = "ID", description = "Only of this incident.")
  private String incident;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those: waiting, refused, unknown, done ...; may be repeated.")
  private List<String> states = List.of();

  @Option(names = "--action", paramLabel = "ACTION", description = "Only those: undo_rollout ...")
  private String action;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many, 1 to 100. Default: 20.")
  private int limit;

  ActionsListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    try (var client = client(context())) {
      var answer = client.get("/api/v1/actions?" + query());
      if (!answer.ok()) {
        return outcome(client, answer);
      }
      var out = surroundings().out();
      answer.body().path("actions").forEach(it -> out.println(ActionText.line(it)));
      if (answer.body().has("next")) {
        out.println("(there are more; --limit shows up to 100)");
      }
      return 0;
    }
  }

  private String query() {
    var parts = new ArrayList<String>();
    parts.add("limit=" + limit);
    add(parts, "gateway", gateway);
    add(parts, "incident", incident);
    add(parts, "action", action);
    states.forEach(it -> add(parts, "state", it));
    return String.join("&", parts);
  }

  private static void add(List<String> parts, String name, String value) {
    if (value != null) {
      parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
