package io.fivewhys.notify.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fivewhys.incident.Incident;
import io.fivewhys.notify.Brief;
import io.fivewhys.notify.Escape;
import io.fivewhys.notify.Json;
import io.fivewhys.notify.Message;
import io.fivewhys.notify.Templates;
import java.util.List;

/** What is sent to Slack. */
final class SlackMessages {
  /** Of the text where blocks are not shown; chat.update takes no more. */
  static final int MOST_TEXT_CHARS = 4_000;

  private final Templates templates;
  private final boolean interactive;

  /**
   * @param interactive whether Slack brings us what is pressed
   */
  SlackMessages(Templates templates, boolean interactive) {
    this.templates = templates;
    this.interactive = interactive;
  }

  /** All that is known, as one message. */
  ObjectNode whole(Message message) {
    Brief brief = Brief.of(message);
    String summary = templates.render(Templates.Kind.SLACK_SUMMARY, brief);
    if (summary.isEmpty()) {
      summary = Escape.SLACK.apply(brief.title());
    }
    ObjectNode body = withText(summary);
    body.set("blocks", SlackBlocks.of(brief, summary, buttons(message), interactive));
    return body;
  }

  /** What happened, alone. */
  ObjectNode notice(Message message) {
    return withText(SlackText.escaped(Brief.of(message).text(), MOST_TEXT_CHARS));
  }

  /**
   * Which message of ours it is, for other programs in the workspace. An incoming webhook takes
   * none.
   *
   * @see <a href="https://docs.slack.dev/messaging/message-metadata/">Message metadata</a>
   */
  static ObjectNode metadata(Message message) {
    ObjectNode metadata = Json.object().put("event_type", "fivewhys_incident");
    ObjectNode payload = metadata.putObject("event_payload").put("message", message.id());
    payload.put("occasion", message.occasion().toString());
    message.incident().ifPresent(it -> payload.put("incident", it.id()));
    return metadata;
  }

  private static ObjectNode withText(String mrkdwn) {
    return Json.object()
        .put("text", SlackText.cut(mrkdwn, MOST_TEXT_CHARS))
        .put("parse", "none")
        .put("link_names", false)
        .put("unfurl_links", false)
        .put("unfurl_media", false);
  }

  /** Those that do something: nobody needs to press what was pressed, or what is over. */
  private List<Button> buttons(Message message) {
    return message
        .incident()
        .filter(_ -> interactive)
        .filter(it -> !it.isOver() && it.acknowledged().isEmpty())
        .map(Incident::id)
        .map(it -> List.of(Button.acknowledge(it)))
        .orElse(List.of());
  }
}
