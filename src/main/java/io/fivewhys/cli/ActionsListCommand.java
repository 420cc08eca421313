package io.fivewhys.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private static final int MOST_OF_A_PAGE = 100;
  private static final int MOST = 10_000;

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
      names = "--by",
      paramLabel = "WHO",
      description =
          "Only what WHO asked for, approved or rejected: person:ann, admin, fivewhys ...")
  private String by;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many, 1 to 100. Default: 20.")
  private int limit;

  @Option(names = "--all", description = "All of them, up to " + MOST + ", whatever --limit says.")
  private boolean all;

  ActionsListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() throws IOException {
    try (var client = client(context())) {
      Optional<String> cursor = Optional.empty();
      int shown = 0;
      do {
        var answer = client.get("/api/v1/actions?" + query(cursor));
        if (!answer.ok()) {
          return outcome(client, answer);
        }
        var actions = answer.body().path("actions");
        actions.forEach(it -> surroundings().out().println(ActionText.line(it)));
        shown += actions.size();
        cursor = Optional.of(answer.text("next")).filter(it -> !it.isEmpty());
      } while (all && cursor.isPresent() && shown < MOST);
      if (cursor.isPresent()) {
        String how = all ? "name a gateway, an incident or a state" : "--all shows them";
        surroundings().out().println("(there are more; " + how + ")");
      }
      return 0;
    }
  }

  private String query(Optional<String> cursor) {
    var parts = new ArrayList<String>();
    parts.add("limit=" + (all ? MOST_OF_A_PAGE : limit));
    add(parts, "gateway", gateway);
    add(parts, "incident", incident);
    add(parts, "action", action);
    add(parts, "by", by);
    states.forEach(it -> add(parts, "state", it));
    add(parts, "cursor", cursor.orElse(null));
    return String.join("&", parts);
  }

  private static void add(List<String> parts, String name, String value) {
    if (value != null) {
      parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
