package io.fivewhys.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fivewhys.mitigate.Refusal;
import io.fivewhys.report.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Actions as a terminal shows them. Everything may have come from elsewhere. */
final class ActionText {
  private ActionText() {}

  /** One of a list. */
  static String line(JsonNode it) {
    String effect = text(it, "effectWords");
    String refusals = refusals(it);
    String last =
        effect.isEmpty()
            ? refusals.isEmpty() ? text(it, "command") : refusals
            : text(it, "effect") + ": " + effect;
    return "%s  %-9s  %s  %s  %s"
        .formatted(text(it, "id"), text(it, "state"), what(it), text(it, "gateway"), last)
        .stripTrailing();
  }

  private static String what(JsonNode it) {
    return "%s of %s/%s"
        .formatted(
            text(it, "action"), text(it.path("target"), "kind"), text(it.path("target"), "name"));
  }

  private static String refusals(JsonNode it) {
    return it.path("refusals")
        .valueStream()
        .map(ActionText::refusal)
        .collect(Collectors.joining("; "));
  }

  /** "last-ready: … (limit …, is …)". */
  static String refusal(JsonNode it) {
    return new Refusal(text(it, "guard"), text(it, "limit"), text(it, "value"), text(it, "words"))
        .line();
  }

  /** All of it. */
  static List<String> lines(JsonNode it) {
    var lines = new ArrayList<String>();
    lines.add(what(it) + ": " + text(it, "state"));
    lines.add(named("id", text(it, "id")));
    lines.add(named("incident", text(it, "incident") + " of gateway " + text(it, "gateway")));
    lines.add(named("because", text(it, "because") + " (" + text(it, "risk") + " risk)"));
    lines.add(named("wanted", mark(it.path("requested"))));
    if (it.has("decision")) {
      JsonNode decision = it.path("decision");
      lines.add(named("policy", text(decision, "mode") + ": " + text(decision, "because")));
    }
    Printable.command(it.path("command").asText())
        .lines()
        .forEach(l -> lines.add(named("command", l)));
    it.at("/plan/changes")
        .forEach(each -> lines.add(named("changes", Printable.line(each.asText()))));
    if (it.has("plan")) {
      lines.add(named("plan", text(it.path("plan"), "hash")));
    }
    String inverse = text(it.path("plan"), "inverse");
    if (!inverse.isEmpty()) {
      lines.add(named("inverse", inverse));
    }
    it.path("refusals").forEach(each -> lines.add(named("refused", refusal(each))));
    if (it.has("approved")) {
      lines.add(named("approved", mark(it.path("approved"))));
    }
    if (it.has("effect")) {
      lines.add(named("effect", text(it, "effect") + ": " + text(it, "effectWords")));
    }
    it.path("history")
        .forEach(
            each ->
                lines.add(
                    "  %s  %-9s  %s: %s"
                        .formatted(
                            text(each, "at"),
                            text(each, "to"),
                            text(each, "actor"),
                            text(each, "text"))));
    if (text(it, "state").equals("waiting")) {
      lines.add(
          "To let it be done: fivewhys actions approve %s --plan %s"
              .formatted(text(it, "id"), text(it.path("plan"), "hash")));
    }
    if (it.has("actedAt") && !inverse.isEmpty()) {
      lines.add(
          "To take it back: fivewhys actions take-back %s --reason WHY".formatted(text(it, "id")));
    }
    return lines;
  }

  private static String named(String name, String text) {
    return "  %-9s %s".formatted(name, text);
  }

  private static String mark(JsonNode it) {
    String reason = text(it, "reason");
    return "by %s at %s%s"
        .formatted(text(it, "by"), text(it, "at"), reason.isEmpty() ? "" : ": " + reason);
  }

  private static String text(JsonNode it, String field) {
    return Printable.line(it.path(field).asText());
  }
}
