package io.fivewhys.notify.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.notify.Json;
import java.util.Optional;

/**
 * Something to press; Slack then tells {@link SlackRequests}.
 *
 * @param text at most 75 characters
 * @param actionId what is wanted, at most 255 characters
 * @param value of what, at most 2000 characters
 * @param dialog what is asked before it counts
 */
record Button(
    String text,
    String actionId,
    String value,
    Optional<Style> style,
    Optional<ObjectNode> dialog) {
  /** How it stands out. */
  enum Style {
    PRIMARY,
    DANGER
  }

  static Button acknowledge(String incident) {
    return new Button(
        "Acknowledge",
        SlackRequests.ACKNOWLEDGE,
        incident,
        Optional.of(Style.PRIMARY),
        Optional.empty());
  }

  ObjectNode json() {
    ObjectNode button = Json.object().put("type", "button");
    button.putObject("text").put("type", "plain_text").put("text", text);
    button.put("action_id", actionId).put("value", value);
    style.ifPresent(it -> button.put("style", it.name().toLowerCase(java.util.Locale.ROOT)));
    dialog.ifPresent(it -> button.set("confirm", it));
    return button;
  }
}
