package io.fivewhys.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.cli.ServiceClient.Answer;
import io.fivewhys.report.Printable;
import java.io.IOException;
import java.util.Map;

/** A command about what is done about incidents. */
abstract class ActionsSubcommand extends ServiceCommand {
  static final int EXIT_UNCHANGED = 3;
  static final String ACTIONS = "/api/v1/actions/";
  static final String EXITS =
      "Exit codes: 0 done; 1 it failed, or the service cannot be reached or lets nobody in; 2 wrong"
          + " input, or there is no such thing; 3 nothing was changed, and why.";

  ActionsSubcommand(Surroundings surroundings) {
    super(surroundings);
  }

  /** What is appended to an id that somebody typed must stay one. */
  static String id(String typed) {
    if (!typed.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      throw new Refused(
          Printable.line(typed) + " is no id, such as 0193a8f0-0000-7000-8000-000000000000.");
    }
    return typed;
  }

  /** Sends what somebody wants, and says what it came to. */
  final int command(String path, ObjectNode body) throws IOException {
    try (var client = client(context())) {
      String query = ServiceClient.query(withAuthor(Map.of()));
      return told(client, client.send("POST", path + query, body));
    }
  }

  private int told(ServiceClient client, Answer answer) {
    if (answer.status() != 200 && answer.status() != 202) {
      return outcome(client, answer);
    }
    JsonNode refusal = answer.body().path("refusal");
    surroundings().out().println(ActionText.line(answer.body().path("action")));
    if (answer.body().path("applied").asBoolean()) {
      return 0;
    }
    surroundings().err().println("Nothing was changed. " + ActionText.refusal(refusal));
    return EXIT_UNCHANGED;
  }
}
