package io.fivewhys.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fivewhys.report.Printable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** A command about the switch that stops everything. */
abstract class MitigationSubcommand extends ServiceCommand {
  /** Whoever stops everything wants to know soon whether it is stopped. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  MitigationSubcommand(Surroundings surroundings) {
    super(surroundings);
  }

  final int turn(String way, String reason) throws IOException {
    try (var client = client(context(), LONGEST)) {
      String query = ServiceClient.query(withAuthor(Map.of()));
      var body = JsonNodeFactory.instance.objectNode().put("reason", reason);
      var answer = client.send("POST", "/api/v1/mitigation/" + way + query, body);
      if (!answer.ok()) {
        return outcome(client, answer);
      }
      boolean applied = answer.body().path("applied").asBoolean();
      say((applied ? "" : "It was so before. ") + words(answer.body().path("switch")));
      return applied ? 0 : ActionsSubcommand.EXIT_UNCHANGED;
    }
  }

  static String words(JsonNode it) {
    JsonNode by = it.path("by");
    return it.path("stopped").asBoolean()
        ? "Stopped by %s at %s: %s. Nothing is begun."
            .formatted(
                Printable.line(by.path("by").asText()),
                Printable.line(by.path("at").asText()),
                Printable.line(by.path("reason").asText()))
        : "Not stopped: what the policy allows is done.";
  }

  final void say(String text) {
    surroundings().out().println(text);
  }
}
